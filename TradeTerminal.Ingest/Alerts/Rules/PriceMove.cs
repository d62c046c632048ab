using System.Globalization;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// |price − previous| ÷ |previous| above a percentage, of which there is none where previous is 0, previous being the price before it on
/// the same venue, or with a window that of its lowest and highest prices which is further away. Compared as |price − previous| × 100 &gt; percent × |previous|, which needs no rounding.
/// </summary>
internal static class PriceMove
{
    public static void Judge(in PricedEvent tick, VenueState venue, PriceMoveSettings settings, List<Finding> found)
    {
        if (Reference(tick, venue, settings) is not { Price: not 0 } before)
        {
            return;
        }

        var previous = Math.Abs(before.Price);
        var moved = Math.Abs(tick.Price - before.Price) * 100;
        var severity = moved > settings.SignificantPercent * previous ? Severity.Significant : Severity.Moderate;
        var rank = severity == Severity.Significant || (settings.ModerateEnabled && moved > settings.ModeratePercent * previous)
            ? severity.Rank()
            : 0;
        var holding = venue.Move.IsHeld ? Holding(moved, previous, settings) : 0;
        if (venue.Move.Speaks(rank, holding, tick.At, settings))
        {
            found.Add(Find(tick, before, severity, settings));
        }
    }

    /// <summary>What the price is compared with; it enters the window itself.</summary>
    private static MoveWindow.Point? Reference(in PricedEvent tick, VenueState venue, PriceMoveSettings settings)
    {
        if (settings.WindowSeconds == 0)
        {
            venue.Window = null;
            return new MoveWindow.Point(venue.Price, venue.At);
        }

        if (venue.Window is null)
        {
            venue.Window = new MoveWindow();
            if (venue.Price != 0)
            {
                venue.Window.Add(venue.Price, venue.At, settings.Window);
            }
        }

        venue.Window.Advance(tick.At, settings.Window);
        var farthest = venue.Window.Farthest(tick.Price);
        venue.Window.Add(tick.Price, tick.At, settings.Window);
        return farthest;
    }

    private static int Holding(decimal moved, decimal previous, PriceMoveSettings settings)
    {
        var lowered = (1 - settings.Hysteresis) * previous;
        return moved >= settings.SignificantPercent * lowered ? Severity.Significant.Rank()
            : settings.ModerateEnabled && moved >= settings.ModeratePercent * lowered ? Severity.Moderate.Rank()
            : 0;
    }

    private static Finding Find(in PricedEvent tick, MoveWindow.Point before, Severity severity, PriceMoveSettings settings)
    {
        var previous = before.Price;
        var percent = PriceChange.Of(previous, tick.Price)!.Value * 100;
        var on = tick.Venue.Length > 0 ? $" on {tick.Venue}" : "";
        var within = settings.WindowSeconds > 0
            ? string.Create(CultureInfo.InvariantCulture, $" within {(tick.At - before.At).TotalSeconds:0.#} s")
            : "";
        List<AlertInput> inputs =
        [
            new("price", tick.Price),
            new("previous", previous),
            new("previousAt", before.At),
            new("percent", Math.Round(percent, 6)),
            new("thresholdPercent", severity == Severity.Significant ? settings.SignificantPercent : settings.ModeratePercent),
        ];
        if (settings.WindowSeconds > 0)
        {
            inputs.Add(new("windowSeconds", (decimal)settings.WindowSeconds));
        }

        return new Finding(
            AlertKind.PriceMove,
            tick.Symbol,
            tick.Venue,
            severity,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tick.Symbol}{on} moved {percent:+0.00;−0.00} %{within} from {FindingText.Price(previous)} to {FindingText.Price(tick.Price)}"),
            [.. inputs]);
    }
}
