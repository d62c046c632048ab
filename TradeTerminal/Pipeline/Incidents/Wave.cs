namespace TradeTerminal.Pipeline.Incidents;

/// <summary>Messages of a kind that there should be fewer of: since when, until when they were last seen, UTC, and how many.</summary>
internal sealed record Wave(DateTime Since, DateTime Until, long Messages);
