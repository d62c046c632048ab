using System.Collections.Immutable;
using System.Globalization;

namespace TradeTerminal.Charts;

/// <summary>
/// Lines drawn over the candles, as the URL carries them: <c>vwap</c>, the volume-weighted average price of the UTC
/// day, and <c>ma20</c>, the mean of the newest 20 closes. In this order: VWAP, then averages from short to long.
/// </summary>
public sealed record ChartOverlays(bool Vwap, ImmutableArray<int> Averages)
{
    public const int ShortestAverage = 2;
    public const int LongestAverage = 500;
    public const int MostAverages = 4;
    public const string Rule = "vwap or ma2 to ma500, at most four averages";

    private const string VwapName = "vwap";
    private const string AveragePrefix = "ma";

    public static ChartOverlays None { get; } = new(false, []);

    /// <summary>As in the URL; empty when nothing is drawn.</summary>
    public string Key => string.Join(
        ',', Averages.Select(length => string.Create(CultureInfo.InvariantCulture, $"{AveragePrefix}{length}"))
            .Prepend(Vwap ? VwapName : "").Where(name => name.Length > 0));

    /// <summary>What can't be understood is left out and named.</summary>
    public static (ChartOverlays Overlays, ImmutableArray<string> Unknown) Parse(string? text)
    {
        var vwap = false;
        var averages = ImmutableSortedSet.CreateBuilder<int>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name.Equals(VwapName, StringComparison.OrdinalIgnoreCase))
            {
                vwap = true;
            }
            else if (LengthOf(name) is { } length && (averages.Contains(length) || averages.Count < MostAverages))
            {
                averages.Add(length);
            }
            else
            {
                unknown.Add(name);
            }
        }

        return (new ChartOverlays(vwap, [.. averages]), unknown.ToImmutable());
    }

    public ChartOverlays WithAverage(int? before, int? after) => this with
    {
        Averages =
        [
            .. Averages.Where(length => length != before)
                .Concat(after is { } added ? [Math.Clamp(added, ShortestAverage, LongestAverage)] : [])
                .Distinct().Order().Take(MostAverages),
        ],
    };

    public bool Equals(ChartOverlays? other) => other?.Key == Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    private static int? LengthOf(string name) =>
        name.StartsWith(AveragePrefix, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(name.AsSpan(AveragePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length is >= ShortestAverage and <= LongestAverage
            ? length
            : null;
}
