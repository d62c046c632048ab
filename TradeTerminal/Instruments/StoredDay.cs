using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Instruments;

/// <summary>
/// Figures of an instrument whose prices are stored and not held for the screens: nothing moves them, since a price would have it held.
/// </summary>
/// <param name="Newest">The minute of its newest price.</param>
/// <param name="Day">Of the current UTC day; null when it had no price in it.</param>
/// <param name="PreviousClose">The newest price before that day.</param>
internal sealed record StoredDay(Candle Newest, SessionFigures? Day, decimal? PreviousClose)
{
    /// <summary>Null when nothing of it is stored.</summary>
    public static async Task<StoredDay?> ReadAsync(
        CandleStore candles, Instrument instrument, DateTime utcNow, CancellationToken cancellationToken)
    {
        var newest = await candles.ReadAsync(instrument, Interval.Minute, null, null, 1, cancellationToken);
        if (newest.Count == 0)
        {
            return null;
        }

        var days = await candles.ReadAsync(instrument, Interval.Day, null, null, 2, cancellationToken);
        var today = days.FirstOrDefault(day => day.Time == utcNow.Date);
        return new StoredDay(
            newest[^1],
            today is null ? null : new SessionFigures(today.Open, today.High, today.Low, today.Close, today.Volume, today.Notional, today.Count),
            days.LastOrDefault(day => day.Time < utcNow.Date)?.Close);
    }
}
