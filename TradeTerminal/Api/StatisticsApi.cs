using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Api;

/// <summary>Two flat tables for dashboards such as Grafana with its Infinity source.</summary>
internal static class StatisticsApi
{
    public const int LiveRows = 50;

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", Live)
            .WithTags("Dashboards")
            .WithSummary("The newest 50 seconds with trades, one column per symbol")
            .WithDescription("Ascending. Per symbol its last price in that second under its name, and what was traded under <symbol>_volume; null where it did not trade.");
        routes.MapGet("/api/statistics", ListAsync)
            .WithTags("Dashboards")
            .WithSummary("Count, mean, highest and lowest price of each symbol")
            .WithDescription("Of the stored trades in the range; without 'from' of the UTC day of the newest trade before 'to'.");
    }

    private static Results<Ok<List<Dictionary<string, object?>>>, ValidationProblem> Live(
        MarketUpdates updates, [Description("Symbols with commas between; none means all.")] string? tickers)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Tickers(tickers);
        return arguments.AreValid ? TypedResults.Ok(Wide([.. updates.Current.Chosen(filter)])) : arguments.Problem;
    }

    internal static List<Dictionary<string, object?>> Wide(IReadOnlyList<TickerSnapshot> tickers)
    {
        var points = tickers.SelectMany(ticker => LiveSeconds.Of(ticker, LiveRows)).ToLookup(point => point.Time);
        var rows = new List<Dictionary<string, object?>>(LiveRows);
        foreach (var second in points.OrderByDescending(group => group.Key).Take(LiveRows).Reverse())
        {
            var row = new Dictionary<string, object?> { ["time"] = second.Key };
            foreach (var symbol in tickers.Select(ticker => ticker.Symbol))
            {
                row[symbol] = null;
                row[symbol + "_volume"] = null;
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
        IDbContextFactory<TerminalDbContext> databases,
        [Description("Symbols with commas between; none means all.")] string? tickers,
        [Description("Trades at this time or later.")] string? from,
        [Description("Trades before this time.")] string? to,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Tickers(tickers);
        var range = arguments.Range(from, to);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var end = range.To ?? DateTime.MaxValue;
        var (all, symbols) = (filter.IsAll, filter.Symbols.ToArray());
        var start = range.From ?? (await database.Candles
            .Where(row => row.Bucket < end && (all || symbols.Contains(row.Ticker)))
            .MaxAsync(row => (DateTime?)row.Bucket, cancellationToken))?.Date ?? end;
        var rows = await database.Trades
            .Where(row => row.ExecutedAt >= start && row.ExecutedAt < end && (all || symbols.Contains(row.Ticker)))
            .GroupBy(row => row.Ticker)
            .OrderBy(group => group.Key)
            .Select(group => new StatisticsBody(
                group.Key, group.Count(), Math.Round(group.Average(row => row.Price), 8), group.Max(row => row.Price),
                group.Min(row => row.Price), group.Max(row => row.ExecutedAt)))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.ConvertAll(row => row with { AveragePrice = Rounding.Price(row.AveragePrice)!.Value }));
    }
}

/// <summary>One symbol over a range of stored trades.</summary>
internal sealed record StatisticsBody(
    [property: JsonPropertyName("symbol")] string Symbol,
    [property: JsonPropertyName("tick_count")] long TickCount,
    [property: JsonPropertyName("avg_price")] decimal AveragePrice,
    [property: JsonPropertyName("max_price")] decimal MaxPrice,
    [property: JsonPropertyName("min_price")] decimal MinPrice,
    [property: JsonPropertyName("time")] DateTime Time);
