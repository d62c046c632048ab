using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// <c>prices</c>: every price of every feed under one set of names. Ask with a feed, a symbol and a range of
/// <c>event_time</c>: the plan then reads those days of that feed's own table and nothing else.
/// </summary>
internal static class PricesView
{
    public const string Drop = "DROP VIEW IF EXISTS prices";

    /// <summary>A branch for each feed that says where its prices are, in the order of the catalog.</summary>
    public static string Select { get; } = string.Join("\nUNION ALL\n", FeedCatalog.All.Select(Branch).OfType<string>());

    // The planner takes a branch for a table of its own only while the columns have the same types everywhere and
    // the branch has no WHERE, not even one that is true.
    private static string? Branch(Feed feed) => feed.Prices is not { } columns ? null :
        $"""
        SELECT '{feed.Name}'::text AS feed, ({columns.Symbol})::text AS symbol, ({columns.Venue ?? "''"})::text AS venue,
            ({columns.Price})::numeric AS price, ({columns.Volume})::numeric AS volume, {feed.Table.TimeColumn} AS event_time,
            source_partition, source_offset
        FROM {feed.Table.Name}{(columns.Where is null ? "" : $" WHERE {columns.Where}")}
        """;
}
