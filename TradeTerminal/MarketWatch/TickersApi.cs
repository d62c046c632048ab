using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;

namespace TradeTerminal.MarketWatch;

/// <summary>What the live market says of each ticker and of the newest trades.</summary>
internal static class TickersApi
{
    public static void MapTickers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/tickers", List)
            .WithTags("Market")
            .WithSummary("Every ticker with its last price")
            .WithDescription("In the order of their symbols. Day figures are of the current UTC day, and null when nothing traded in it or a part of it is not held in memory.");
        routes.MapGet("/api/summary", Summarize)
            .WithTags("Market")
            .WithSummary("Figures over the newest trades")
            .WithDescription("Over the newest 'window' trades of the chosen tickers, by event time.");
    }

    private static Ok<TickerBody[]> List(MarketUpdates updates, FeedGauges feeds, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var isDown = feeds.Trades.Current.Phase != FeedPhase.Running;
        return TypedResults.Ok(updates.Current.Tickers.Select(ticker => TickerBody.Of(ticker, now, isDown)).ToArray());
    }

    private static Results<Ok<SummaryBody>, ValidationProblem> Summarize(
        MarketUpdates updates,
        TimeProvider time,
        [Description("Symbols with commas between; none means all.")] string? tickers,
        [Description("How many of the newest trades.")] string? window)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Tickers(tickers);
        var size = arguments.Number("window", window, MarketSnapshot.DefaultWindow, 1, MarketSnapshot.LargestWindow);
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var snapshot = updates.Current;
        return TypedResults.Ok(SummaryBody.Of(
            snapshot.WindowOnce(filter, size).Figures, snapshot.Chosen(filter).Sum(ticker => ticker.TradesPerSecond(now))));
    }
}

/// <summary>One ticker at this moment.</summary>
internal sealed record TickerBody(
    string Ticker,
    decimal LastPrice,
    [property: Description("Last price less the day's open.")] decimal? Change,
    [property: Description("The same in percent of the open.")] decimal? ChangePercent,
    decimal? Open,
    decimal? High,
    decimal? Low,
    decimal? Vwap,
    [property: Description("Traded today; null when a part of the day is not held in memory.")] decimal? Volume,
    [property: Description("Trades today; null likewise.")] long? Count,
    double TradesPerSecond,
    [property: Description("Event time of the last trade, UTC.")] DateTime Time,
    [property: Description("Age of the last trade, by the earlier of its event time and when it came.")] double AgeSeconds,
    [property: Description("live, slow or stale by the ticker's own rhythm; down while trades can't be read or stored")] string State)
{
    public static TickerBody Of(InstrumentSnapshot ticker, DateTime utcNow, bool isDown)
    {
        var (last, day) = (ticker.Last, ticker.Session(utcNow));
        // A day of which a part was thrown away has no sums; one without a trade has sums of nothing.
        var isPart = ticker.CompleteSince > utcNow.Date;
        return new TickerBody(
            ticker.Symbol, last.Price, day?.Last - day?.Open, Rounding.Percent(day?.Change), day?.Open, day?.High, day?.Low,
            Rounding.Price(day?.Vwap), isPart ? null : day?.Volume ?? 0,
            isPart ? null : day?.Count ?? 0, ticker.TradesPerSecond(utcNow), last.ExecutedAt,
            Rounding.Age(ticker.LastSeen, utcNow), Rhythm.Judge(utcNow - ticker.LastSeen, ticker.StaleAfter, isDown)
                .ToString().ToLowerInvariant());
    }
}

/// <summary>Figures over a window of the newest trades; null where there are none.</summary>
internal sealed record SummaryBody(
    [property: Description("Trades in the window.")] int Trades,
    [property: Description("Plain mean of the prices.")] decimal? AveragePrice,
    decimal TotalVolume,
    [property: Description("Ticker with the largest volume in the window.")] string? MostActiveTicker,
    [property: Description("Mean price weighted by volume.")] decimal? Vwap,
    [property: Description("Bought part of the volume that has a side, 0 to 1; null where none has.")] decimal? BuyShare,
    double TradesPerSecond)
{
    public static SummaryBody Of(WindowFigures figures, double tradesPerSecond) => new(
        figures.Trades, Rounding.Price(figures.AveragePrice), figures.TotalVolume, figures.MostActiveTicker,
        Rounding.Price(figures.Vwap), Rounding.Price(figures.BuyShare), Math.Round(tradesPerSecond, 1));
}
