using System.ComponentModel;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Api.Streaming;

/// <summary>
/// The minute candles that changed since they were last taken. Looks back <see cref="Minutes"/> candles a
/// ticker: later changes than that are read from /api/candles.
/// </summary>
internal sealed class CandleChanges(MarketUpdates updates)
{
    public const int Minutes = 60;

    private MarketSnapshot _seen = updates.Current;

    public List<TickerCandleBody> Take(TickerFilter filter)
    {
        var snapshot = updates.Current;
        var changed = new List<TickerCandleBody>();
        if (snapshot.Version == _seen.Version)
        {
            return changed;
        }

        foreach (var ticker in snapshot.Chosen(filter))
        {
            // A ticker that did not trade is the same object in both.
            if (!ReferenceEquals(ticker, _seen.Find(ticker.Symbol)))
            {
                changed.AddRange(ticker.Minutes.Last(Minutes)
                    .Where(live => live.Version > _seen.Version)
                    .Select(live => TickerCandleBody.Of(ticker.Symbol, live)));
            }
        }

        _seen = snapshot;
        return changed;
    }
}

/// <summary>A minute candle with its ticker.</summary>
internal sealed record TickerCandleBody(
    string Ticker,
    [property: Description("Beginning of the minute, UTC.")] DateTime Time,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    long Count)
{
    public static TickerCandleBody Of(string ticker, LiveCandle live) => new(
        ticker, live.Candle.Time, live.Candle.Open, live.Candle.High,
        live.Candle.Low, live.Candle.Close, live.Candle.Volume, live.Candle.Count);
}
