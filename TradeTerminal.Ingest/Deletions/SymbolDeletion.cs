namespace TradeTerminal.Ingest.Deletions;

/// <summary>One symbol of one feed that an operator has deleted, and how much of it has gone so far.</summary>
/// <param name="Id">Rises with each.</param>
/// <param name="Feed">Its feed; the same name in another feed stays.</param>
/// <param name="Symbol">As the feed calls it: a ticker, a symbol, a commodity.</param>
/// <param name="BeganAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it goes on.</param>
/// <param name="Stock">What was deleted.</param>
public sealed record SymbolDeletion(long Id, string Feed, string Symbol, DateTime BeganAt, DateTime? EndedAt, SymbolStock Stock);
