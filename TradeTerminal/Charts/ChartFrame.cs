using System.Text;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Charts;

/// <summary>
/// What a chart draws next, as bytes; <c>wwwroot/js/charts/frame.js</c> reads them. Little-endian; a symbol is a
/// length byte and its ASCII; times are Unix seconds. Here decimals become doubles, and nowhere earlier.
/// <code>
/// candles  u8 1, u8 whole, u8 decimals, symbol, u32 interval in seconds, u32 n,
///          n × (u32 time, f64 open, f64 high, f64 low, f64 close, f64 volume, f64 notional)
/// lines    u8 2, u8 whole, u32 tickers chosen, u8 n,
///          n × (symbol, u8 decimals, u16 m, m × (u32 time, f64 first price of the second, f64 last price))
/// </code>
/// A whole frame replaces what is drawn; any other one adds to it or corrects it, point by point, so that
/// applying it twice does no harm.
/// </summary>
internal static class ChartFrame
{
    public const byte CandlesKind = 1;
    public const byte LinesKind = 2;

    public static byte[] OfCandles(string symbol, Interval interval, bool whole, IReadOnlyCollection<Candle> candles)
    {
        using var stream = new MemoryStream(32 + (52 * candles.Count));
        using var writer = new BinaryWriter(stream, Encoding.ASCII);
        writer.Write(CandlesKind);
        writer.Write(whole);
        writer.Write((byte)PriceDecimals.Of(candles));
        writer.Write(symbol);
        writer.Write((uint)interval.Width.TotalSeconds);
        writer.Write((uint)candles.Count);
        foreach (var candle in candles)
        {
            writer.Write(UnixSeconds(candle.Time));
            writer.Write((double)candle.Open);
            writer.Write((double)candle.High);
            writer.Write((double)candle.Low);
            writer.Write((double)candle.Close);
            writer.Write((double)candle.Volume);
            writer.Write((double)candle.Notional);
        }

        return stream.ToArray();
    }

    public static byte[] OfLines(int chosen, bool whole, IReadOnlyCollection<PriceLine> lines)
    {
        using var stream = new MemoryStream(16 + lines.Sum(line => 24 + (20 * line.Seconds.Count)));
        using var writer = new BinaryWriter(stream, Encoding.ASCII);
        writer.Write(LinesKind);
        writer.Write(whole);
        writer.Write((uint)chosen);
        writer.Write((byte)lines.Count);
        foreach (var line in lines)
        {
            writer.Write(line.Symbol);
            writer.Write((byte)PriceDecimals.Of(line.Seconds));
            writer.Write((ushort)line.Seconds.Count);
            foreach (var candle in line.Seconds)
            {
                writer.Write(UnixSeconds(candle.Time));
                writer.Write((double)candle.Open);
                writer.Write((double)candle.Close);
            }
        }

        return stream.ToArray();
    }

    private static uint UnixSeconds(DateTime utc) => (uint)((utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond);
}
