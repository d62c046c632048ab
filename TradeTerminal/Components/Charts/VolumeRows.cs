using System.Collections.Immutable;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Charts;

/// <summary>The rows of the volume chart, and how many tickers have none for want of room.</summary>
internal sealed record VolumeRows(IReadOnlyList<TickerVolume> Shown, int More)
{
    public const int Most = 12;

    public static readonly VolumeRows None = new([], 0);

    /// <summary>Never 0: bars are drawn in proportion to it.</summary>
    public decimal Largest => Shown.Select(row => row.Total).Append(1).Max();

    /// <summary>Largest first, as the volumes come.</summary>
    public static VolumeRows Of(ImmutableArray<TickerVolume> volumes) =>
        new([.. volumes.Take(Most)], Math.Max(0, volumes.Length - Most));

    /// <summary>The new volumes in the places of the old, unless there are tickers that had no place.</summary>
    public VolumeRows Next(ImmutableArray<TickerVolume> volumes)
    {
        var bySymbol = volumes.ToDictionary(volume => volume.Symbol);
        var kept = Shown.Select(row => bySymbol.GetValueOrDefault(row.Symbol)).OfType<TickerVolume>().ToList();
        return kept.Count == Math.Min(volumes.Length, Most) ? new VolumeRows(kept, volumes.Length - kept.Count) : Of(volumes);
    }
}
