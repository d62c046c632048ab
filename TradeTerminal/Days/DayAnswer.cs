using System.Collections.Immutable;

namespace TradeTerminal.Days;

/// <summary>What was read for one question about a day. Immutable: another instance means that something has changed.</summary>
public sealed record DayAnswer<TRow>(ImmutableArray<TRow> Rows);
