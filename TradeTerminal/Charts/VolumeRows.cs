using System.Collections.Immutable;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

/// <summary>The rows of the volume chart, and how many tickers have none for want of room.</summary>
internal sealed record VolumeRows(IReadOnlyList<TickerVolume> Shown, int More)
{
    public const int Most = 12;

    public static readonly VolumeRows None = new([], 0);

    /// <summary>Never 0: bars are drawn in proportion to it.</summary>
    public decimal Largest => Shown.Select(row => row.Total).DefaultIfEmpty().Max() is > 0 and var largest ? largest : 1;

    /// <summary>Some trades have no side.</summary>
    public bool HasUnknown => Shown.Any(row => row.Unknown > 0);

    /// <summary>Largest first, as the volumes come.</summary>
    public static VolumeRows Of(ImmutableArray<TickerVolume> volumes) =>
        new([.. volumes.Take(Most)], Math.Max(0, volumes.Length - Most));
}
