using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Charts;

/// <summary>Candles of one symbol of any feed.</summary>
internal static class CandlesApi
{
    public static void MapCandles(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/candles", ListAsync)
        .WithTags("Market")
        .WithSummary("Candles of one symbol, ascending")
        .WithDescription($"By event time; intervals without a price have no candle. The newest candle may still grow. Without 'from' it looks back 'limit' intervals from the newest price before 'to'; the next older page is asked for with 'to' set to the first candle's time, until one is empty. With 'take=oldest' it looks ahead 'limit' intervals from the first price at 'from' or later; the next newer page begins where the last candle ends. Without 'feed' it takes the first that knows the symbol, of {string.Join(", ", PricedFeeds.All)}.");

    private static async Task<Results<Ok<List<CandleBody>>, ValidationProblem>> ListAsync(
        CandleStore candles,
        [Description("One symbol.")] string? ticker,
        [Description("Width of a candle: 1s to 1d, as 45s, 3m or 2h; a day must divide into it evenly, and above a minute it is whole minutes.")] string? interval,
        [Description("Candles that begin at this time or later.")] string? from,
        [Description("Candles that begin before this time.")] string? to,
        [Description("At most this many, the newest of the range unless 'take' says otherwise.")] string? limit,
        [Description("newest or oldest: which of the range.")] string? take,
        [Description("The feed whose prices these are.")] string? feed,
        [Description("One venue of a feed that has them, such as quotes; without it all venues of the symbol make one candle.")] string? venue,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var symbol = arguments.Ticker(ticker);
        var width = arguments.Interval(interval);
        var (first, end) = arguments.Range(from, to);
        var size = arguments.Number("limit", limit, CandleStore.DefaultLimit, 1, CandleStore.LargestLimit);
        var isOldest = arguments.Choice("take", take, ["newest", "oldest"]) == "oldest";
        var (of, at) = (arguments.Feed(feed, PricedFeeds.All), arguments.Venue(venue, feed));
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        of ??= await candles.FeedOfAsync(symbol, at, cancellationToken) ?? PricedFeeds.Trades;
        var (since, before) = (Ceiling(first, width), Ceiling(end, width));
        var instrument = new Instrument(of, symbol, at);
        var rows = isOldest
            ? await candles.ReadOldestAsync(instrument, width, since ?? DateTime.UnixEpoch, before, size, cancellationToken)
            : await candles.ReadAsync(instrument, width, since, before, size, cancellationToken);
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
    [property: Description("Number of trades, or of prices in another feed.")] long Count,
    [property: Description("Sum of price times volume: notional / volume is the candle's VWAP.")] decimal Notional)
{
    public static CandleBody Of(Candle candle) => new(
        candle.Time, candle.Open, candle.High, candle.Low, candle.Close, candle.Volume, candle.Count, candle.Notional);
}
