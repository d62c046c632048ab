using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Market;

namespace TradeTerminal.Api;

/// <summary>Candles of one ticker.</summary>
internal static class CandlesApi
{
    public static void MapCandles(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/candles", ListAsync)
        .WithTags("Market")
        .WithSummary("Candles of one ticker, ascending")
        .WithDescription("By event time; intervals without a trade have no candle. The newest candle may still grow. Without 'from' it looks back 'limit' intervals from the newest trade.");

    private static async Task<Results<Ok<List<CandleBody>>, ValidationProblem>> ListAsync(
        CandleStore candles,
        [Description("One symbol.")] string? ticker,
        [Description("Width of a candle.")] string? interval,
        [Description("Candles that begin at this time or later.")] string? from,
        [Description("Candles that begin before this time.")] string? to,
        [Description("At most this many, the newest of the range.")] string? limit,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var symbol = arguments.Ticker(ticker);
        var width = arguments.Interval(interval);
        var (first, end) = arguments.Range(from, to);
        var size = arguments.Number("limit", limit, CandleStore.DefaultLimit, 1, CandleStore.LargestLimit);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var rows = await candles.ReadAsync(symbol, width, Ceiling(first, width), Ceiling(end, width), size, cancellationToken);
        return TypedResults.Ok(rows.Select(CandleBody.Of).ToList());
    }

    /// <summary>
    /// Candles are asked for by their beginning: a bound within one moves to the next, or the answer would
    /// hold a candle made of half its trades.
    /// </summary>
    private static DateTime? Ceiling(DateTime? bound, Interval interval)
    {
        if (bound is not { } time)
        {
            return null;
        }

        var floor = interval.BucketOf(time);
        return floor == time || floor > DateTime.MaxValue - interval.Width ? floor : floor + interval.Width;
    }
}

/// <summary>A candle as the API gives it.</summary>
internal sealed record CandleBody(
    [property: Description("Beginning of the interval, UTC.")] DateTime Time,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    [property: Description("Number of trades.")] long Count)
{
    public static CandleBody Of(Candle candle) => new(
        candle.Time, candle.Open, candle.High, candle.Low, candle.Close, candle.Volume, candle.Count);
}
