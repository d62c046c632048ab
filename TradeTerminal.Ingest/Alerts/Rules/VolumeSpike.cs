using System.Globalization;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// The volume of a tick against the mean of the 20 ticks of the symbol before it, on whichever venue. Compared
/// as volume × 20 &gt; ratio × sum, which needs no rounding. No verdict with fewer than 20, nor when they are
/// all 0.
/// </summary>
internal static class VolumeSpike
{
    /// <summary>A larger one is shown as this.</summary>
    private const decimal LargestRatio = 1_000_000_000;

    public static void Judge(in PricedEvent tick, PricedState state, VolumeSpikeSettings settings, List<Finding> found)
    {
        var window = state.Volumes;
        if (!window.IsFull || window.Sum <= 0)
        {
            return;
        }

        var severity = At(tick.Volume, window, settings);
        var holding = state.Spike.IsHeld ? At(tick.Volume, window, settings, 1 - settings.Hysteresis) : null;
        if (state.Spike.Speaks(severity?.Rank() ?? 0, holding?.Rank() ?? 0, tick.At, settings))
        {
            found.Add(Find(tick, window, severity!.Value, settings));
        }
    }

    /// <summary>
    /// How grave, null being not at all: above the thresholds, or, given a <paramref name="share"/>, at or above
    /// that share of them.
    /// </summary>
    private static Severity? At(decimal volume, VolumeWindow window, VolumeSpikeSettings settings, decimal? share = null)
    {
        var scaled = volume * VolumeWindow.Size;
        var strictly = share is null;
        var unit = strictly ? window.Sum : window.Sum * share!.Value;
        if (Exceeds(scaled, settings.HighRatio * unit, strictly))
        {
            return Exceeds(scaled, settings.ExtremeRatio * unit, strictly) ? Severity.Extreme : Severity.High;
        }

        return settings.AnomalyEnabled
            && Exceeds((decimal)Math.Min(Math.Abs(window.ZScore(volume)), 1e6), settings.AnomalyZScore * (share ?? 1), strictly)
                ? Severity.Anomaly
                : null;
    }

    private static bool Exceeds(decimal value, decimal threshold, bool strictly) =>
        strictly ? value > threshold : value >= threshold;

    private static Finding Find(in PricedEvent tick, VolumeWindow window, Severity severity, VolumeSpikeSettings settings)
    {
        var preceding = window.ToArray();
        var mean = preceding.Average();
        // A quotient of the largest and the smallest volume would not fit into a decimal.
        var ratio = tick.Volume / LargestRatio >= mean ? LargestRatio : tick.Volume / mean;
        var zScore = (decimal)Math.Round(window.ZScore(tick.Volume), 6);
        var words = severity == Severity.Anomaly
            ? string.Create(CultureInfo.InvariantCulture, $"{zScore:+0.0;−0.0} standard deviations from")
            : string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0} times");
        var on = tick.Venue.Length > 0 ? $" on {tick.Venue}" : "";
        return new Finding(
            AlertKind.VolumeSpike,
            tick.Symbol,
            tick.Venue,
            severity,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tick.Symbol}{on} traded {tick.Volume:#,0.##################}, {words} the mean of the 20 ticks before, {mean:#,0.##}"),
            [
                new("volume", tick.Volume),
                new("mean", mean),
                new("ratio", Math.Round(ratio, 6)),
                new("zScore", zScore),
                severity switch
                {
                    Severity.Extreme => new("thresholdRatio", settings.ExtremeRatio),
                    Severity.High => new("thresholdRatio", settings.HighRatio),
                    _ => new AlertInput("thresholdZScore", settings.AnomalyZScore),
                },
                new("preceding", preceding),
            ]);
    }
}
