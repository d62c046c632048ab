using System.Globalization;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.Charts;

/// <summary>Charts in one sentence each, for screen readers.</summary>
internal static class ChartSummary
{
    public static string OfCandles(
        InstrumentSnapshot? shown, Instrument instrument, Interval interval, DateTime utcNow, ViewerClock clock)
    {
        var name = Format.Instrument(instrument);
        if (shown is null)
        {
            return $"Candles of {name}: no {(instrument.IsTraded ? "trades" : "prices")} yet.";
        }

        var last = shown.Newest.Mark;
        var change = shown.Session(utcNow)?.Change is { } moved ? $", {Format.ChangeInWords(moved)} since 00:00 UTC" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Candles of {name} with volume, {interval.Name} each: {Price(last.Price)} at {clock.Minutes(last.At)}{change}.");
    }

    public static string OfLines(MarketSnapshot snapshot, TickerFilter filter, HiddenSymbols? hidden = null)
    {
        var changes = LineFrames.ChangesOf(snapshot, LineFrames.Choose(snapshot, filter, hidden)).OrderByDescending(line => line.Change).ToList();
        return changes.Count == 0
            ? "Prices of the last ten minutes: no prices."
            : $"Prices of the last ten minutes, {changes.Count} symbols: highest {changes[0].Key}, "
                + $"{Format.ChangeInWords(changes[0].Change)}; lowest {changes[^1].Key}, {Format.ChangeInWords(changes[^1].Change)}.";
    }

    public static string OfVolumes(IReadOnlyList<TickerVolume> volumes, int trades)
    {
        var most = volumes.MaxBy(volume => volume.Total);
        return most is null
            ? "Volume by ticker: no trades."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Volume by ticker in the last {trades} trades: most in {most.Symbol}, {Format.Volume(most.Total)}{(most.Bought + most.Sold > 0 ? $", of which {most.Bought / (most.Bought + most.Sold):P0} bought" : "")}.");
    }

    /// <summary>A moment as the browser reads it from a host: Unix seconds.</summary>
    public static long? Seconds(DateTime? utc) => utc is { } moment ? new DateTimeOffset(moment).ToUnixTimeSeconds() : null;

    /// <summary>That the candles are those around a moment; empty when they follow the live end.</summary>
    public static string Around(DateTime? at, ViewerClock clock) =>
        at is { } moment ? $" Shown around {clock.InWords(moment)}, not live." : "";

    private static string Price(decimal price) => Format.Price(price, PriceDecimals.Of(price));
}
