namespace TradeTerminal.Benchmarks.Sides;

/// <summary>
/// What is written: with which ids, of how many symbols, on an empty day or on the one that <see cref="DayFill"/> filled.
/// </summary>
internal sealed record SideRow(string Name, string Measure, bool RandomIds, int Symbols, bool EmptyDay)
{
    public static IReadOnlyList<SideRow> All { get; } =
    [
        new("v7", "v7 ids, an empty day", RandomIds: false, Symbols: 7, EmptyDay: true),
        new("v4", "v4 ids, an empty day", RandomIds: true, Symbols: 7, EmptyDay: true),
        new("symbols", "v7 ids, 10,000 symbols, an empty day", RandomIds: false, Symbols: 10_000, EmptyDay: true),
        new("day", "v4 ids, a day that is full", RandomIds: true, Symbols: 7, EmptyDay: false),
    ];
}
