using System.Globalization;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// |price − previous| ÷ previous above a percentage, previous being the price before it on the same venue.
/// Compared as |price − previous| × 100 &gt; percent × previous, which needs no rounding.
/// </summary>
internal static class PriceMove
{
    public static void Judge(in PricedEvent tick, VenueState venue, PriceMoveSettings settings, List<Finding> found)
    {
        var previous = venue.Price;
        if (previous <= 0)
        {
            return;
        }

        var moved = Math.Abs(tick.Price - previous) * 100;
        var severity = moved > settings.SignificantPercent * previous ? Severity.Significant : Severity.Moderate;
        var rank = severity == Severity.Significant || (settings.ModerateEnabled && moved > settings.ModeratePercent * previous)
            ? severity.Rank()
            : 0;
        var holding = venue.Move.IsHeld ? Holding(moved, previous, settings) : 0;
        if (venue.Move.Speaks(rank, holding, tick.At, settings))
        {
            found.Add(Find(tick, venue, severity, settings));
        }
    }

    private static int Holding(decimal moved, decimal previous, PriceMoveSettings settings)
    {
        var lowered = (1 - settings.Hysteresis) * previous;
        return moved >= settings.SignificantPercent * lowered ? Severity.Significant.Rank()
            : settings.ModerateEnabled && moved >= settings.ModeratePercent * lowered ? Severity.Moderate.Rank()
            : 0;
    }

    private static Finding Find(in PricedEvent tick, VenueState venue, Severity severity, PriceMoveSettings settings)
    {
        var previous = venue.Price;
        var percent = (tick.Price - previous) * 100 / previous;
        var on = tick.Venue.Length > 0 ? $" on {tick.Venue}" : "";
        return new Finding(
            AlertKind.PriceMove,
            tick.Symbol,
            tick.Venue,
            severity,
            string.Create(CultureInfo.InvariantCulture, $"{tick.Symbol}{on} moved {percent:+0.00;-0.00} % from {previous} to {tick.Price}"),
            [
                new("price", tick.Price),
                new("previous", previous),
                new("previousAt", venue.At),
                new("percent", Math.Round(percent, 6)),
                new("thresholdPercent", severity == Severity.Significant ? settings.SignificantPercent : settings.ModeratePercent),
            ]);
    }
}
