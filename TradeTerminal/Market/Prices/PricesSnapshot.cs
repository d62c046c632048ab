using System.Collections.Immutable;
using TradeTerminal.Ingest.Quotes;

namespace TradeTerminal.Market.Prices;

/// <summary>
/// Every symbol of every feed but trades, at one moment, in the order of <see cref="PricedFeeds.All"/>, symbol and
/// venue. A higher <paramref name="Version"/> is newer; versions start again when the terminal does.
/// </summary>
public sealed record PricesSnapshot(long Version, ImmutableArray<PriceSnapshot> Prices)
{
    public static readonly PricesSnapshot Empty = new(0, []);
}

/// <summary>The newest price of one symbol at one venue, and what led to it.</summary>
public sealed record PriceSnapshot(LatestPriceRow Latest, PriceHistory History)
{
    public Instrument Instrument { get; } = new(Latest.Feed, Latest.Symbol, Latest.Venue);

    /// <summary>Figures of the UTC day of <paramref name="utcNow"/>; null when there was no price in it.</summary>
    public SessionFigures? Session(DateTime utcNow)
    {
        var isToday = Latest.EventTime.Date == utcNow.Date;
        if (History.Day is { } day && History.DayOf == utcNow.Date)
        {
            // The history may be a moment older than the newest price.
            return isToday
                ? day with { Last = Latest.Price, High = Math.Max(day.High, Latest.Price), Low = Math.Min(day.Low, Latest.Price) }
                : day;
        }

        return isToday
            ? new SessionFigures(Latest.Price, Latest.Price, Latest.Price, Latest.Price, Latest.Volume, Latest.Price * Latest.Volume, 1)
            : null;
    }
}

/// <summary>What the minute candles of one symbol at one venue say.</summary>
/// <param name="DayOf">The UTC day of <paramref name="Day"/>.</param>
/// <param name="Day">Figures of that day; null when there was no price in it.</param>
/// <param name="Closes">Closes of the newest minutes with a price, oldest first, at most 60.</param>
/// <param name="MedianGap">Between two prices in the last minutes with one; null before there are two.</param>
public sealed record PriceHistory(DateTime DayOf, SessionFigures? Day, ImmutableArray<decimal> Closes, TimeSpan? MedianGap)
{
    public static readonly PriceHistory Empty = new(DateTime.MinValue, null, [], null);
}
