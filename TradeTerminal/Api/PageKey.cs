namespace TradeTerminal.Api;

/// <summary>The sort key of a row in a list that is ordered by time first: where the next page begins.</summary>
public abstract record PageKey(DateTime At);
