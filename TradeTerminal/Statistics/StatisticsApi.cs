using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Statistics;

/// <summary>Two flat tables for dashboards such as Grafana with its Infinity source.</summary>
internal static class StatisticsApi
{
    public const int LiveRows = 50;

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", LiveAsync)
            .WithTags("Dashboards")
            .WithSummary("The newest 50 seconds with prices, one column per symbol")
            .WithDescription($"Ascending. Per symbol its last price in that second under its name, and what was traded under <symbol>_volume; null where it had no price. Symbols of all feeds: a bare name is that of the first that has it, of {string.Join(", ", PricedFeeds.All)}; a later one stands as <feed>:<symbol>. All venues of a quoted symbol are one column.");
        routes.MapGet("/api/statistics", ListAsync)
            .WithTags("Dashboards")
            .WithSummary("Count, mean, highest and lowest price of each symbol")
            .WithDescription("Of the stored prices of every feed in the range, named as in /live; without 'from' of the UTC day of the feed's newest price before 'to'.");
    }

    private static async Task<Results<Ok<List<Dictionary<string, object?>>>, ValidationProblem>> LiveAsync(
        MarketUpdates updates,
        FeedSeconds seconds,
        [Description("Names of columns with commas between; none means all.")] string? tickers,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Series(tickers);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var market = updates.Current;
        var (traded, others) = (market.Tickers, market.Instruments.Select(one => (one.Instrument.Feed, one.Symbol)).Distinct().ToList());
        var names = Names(updates);
        var shown = traded.Where(ticker => filter.Includes(names[PricedFeeds.Trades, ticker.Symbol])).ToList();
        others.RemoveAll(one => !filter.Includes(names[one.Feed, one.Symbol]));
        var points = await seconds.ReadAsync(others, LiveRows, cancellationToken);
        return TypedResults.Ok(Wide(
            [.. shown.Select(ticker => ticker.Symbol), .. others.Select(one => names[one.Feed, one.Symbol])],
            shown.SelectMany(ticker => LiveSeconds.Of(ticker, LiveRows))
                .Concat(points.Select(point => new LivePoint(names[point.Feed, point.Symbol], point.Time, point.Price, point.Volume)))));
    }

    internal static List<Dictionary<string, object?>> Wide(IReadOnlyList<string> names, IEnumerable<LivePoint> points)
    {
        var rows = new List<Dictionary<string, object?>>(LiveRows);
        foreach (var second in points.GroupBy(point => point.Time).OrderByDescending(group => group.Key).Take(LiveRows).Reverse())
        {
            var row = new Dictionary<string, object?> { ["time"] = second.Key };
            foreach (var name in names)
            {
                row[name] = null;
                row[name + "_volume"] = null;
            }

            foreach (var point in second)
            {
                row[point.Symbol] = point.Price;
                row[point.Symbol + "_volume"] = point.Volume;
            }

            rows.Add(row);
        }

        return rows;
    }

    private static async Task<Results<Ok<List<StatisticsBody>>, ValidationProblem>> ListAsync(
        [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases,
        MarketUpdates updates,
        [Description("Names of symbols with commas between; none means all.")] string? tickers,
        [Description("Prices at this time or later.")] string? from,
        [Description("Prices before this time.")] string? to,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Series(tickers);
        var range = arguments.Range(from, to);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var end = range.To ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        string[] symbols = [.. filter.Symbols.Select(name => Instrument.TryParse(name, out var one) ? one.Symbol : name)];
        var rows = new List<StatisticsBody>();
        foreach (var feed in PricedFeeds.All)
        {
            rows.AddRange(await FeedStatistics.ReadAsync(database, feed, symbols, range.From, end, cancellationToken));
        }

        var names = Names(updates, rows.Select(row => (row.Feed, row.Symbol)));
        return TypedResults.Ok(rows
            .Select(row => row with { Symbol = names[row.Feed, row.Symbol], AveragePrice = Rounding.Trim(row.AveragePrice) })
            .Where(row => filter.Includes(row.Symbol))
            .OrderBy(row => PricedFeeds.RankOf(row.Feed)).ThenBy(row => row.Symbol, StringComparer.Ordinal)
            .ToList());
    }

    /// <summary>What is on the screens decides what a bare symbol means, and what is stored besides.</summary>
    private static SeriesNames Names(MarketUpdates updates, params IEnumerable<(string Feed, string Symbol)> stored) => new(
        updates.Current.Quoted.Select(one => (one.Instrument.Feed, one.Symbol)).Concat(stored));
}

/// <summary>One symbol over a range of stored prices.</summary>
internal sealed record StatisticsBody(
    [property: JsonPropertyName("symbol")] string Symbol,
    [property: JsonPropertyName("tick_count")] long TickCount,
    [property: JsonPropertyName("avg_price")] decimal AveragePrice,
    [property: JsonPropertyName("max_price")] decimal MaxPrice,
    [property: JsonPropertyName("min_price")] decimal MinPrice,
    [property: JsonPropertyName("time")] DateTime Time,
    [property: JsonPropertyName("feed")] string Feed);
