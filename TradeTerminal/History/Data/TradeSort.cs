namespace TradeTerminal.History.Data;

/// <summary>An order of stored trades, as an address carries it: <c>time</c>, <c>-price</c>; a minus puts the largest first.</summary>
public sealed record TradeSort(TradeSortBy By, bool IsDescending)
{
    public static TradeSort NewestFirst { get; } = new(TradeSortBy.Time, true);

    public static IReadOnlyList<string> Names { get; } = ["-time", "time", "-price", "price", "-size", "size"];

    public string Name => (IsDescending ? "-" : "") + By.ToString().ToLowerInvariant();

    public TradeSort Reversed => this with { IsDescending = !IsDescending };

    public static TradeSort? Find(string? name) => name is not null && Names.Contains(name)
        ? new TradeSort(Enum.Parse<TradeSortBy>(name.TrimStart('-'), ignoreCase: true), name[0] == '-')
        : null;
}

public enum TradeSortBy
{
    Time,
    Price,
    Size,
}
