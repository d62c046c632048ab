namespace TradeTerminal.Ingest.Prices;

/// <summary>One finished or growing candle. <see cref="Time"/> is the start of its interval, UTC.</summary>
public sealed record Candle(
    DateTime Time,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    decimal Notional,
    long Count)
{
    /// <summary>
    /// Joins neighbouring candles, given in ascending time, into one that starts at <paramref name="time"/>.
    /// </summary>
    public static Candle Join(DateTime time, ReadOnlySpan<Candle> parts)
    {
        var (high, low, volume, notional, count) = (parts[0].High, parts[0].Low, 0m, 0m, 0L);
        foreach (var part in parts)
        {
            high = Math.Max(high, part.High);
            low = Math.Min(low, part.Low);
            volume += part.Volume;
            notional += part.Notional;
            count += part.Count;
        }

        return new Candle(time, parts[0].Open, high, low, parts[^1].Close, volume, notional, count);
    }
}
