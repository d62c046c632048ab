namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// Where the prices of a feed are in its table, as SQL expressions over its columns; ours, never input. Event time
/// is the table's time column, and the place in the log is in <c>source_partition</c> and <c>source_offset</c>.
/// </summary>
/// <param name="Symbol">Text.</param>
/// <param name="Price">A number.</param>
/// <param name="Volume">A number, <c>0</c> where the feed has none; in the unit that its candles add up.</param>
internal sealed record PriceColumns(string Symbol, string Price, string Volume)
{
    /// <summary>Text; null for a feed without venues.</summary>
    public string? Venue { get; init; }

    /// <summary>Which rows carry a price; null when all do.</summary>
    public string? Where { get; init; }
}
