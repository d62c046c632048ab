using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TradeTerminal.Days;

namespace TradeTerminal.Positions.Day;

/// <summary>
/// Profit and loss over a day as lines: the sum and the largest of its parts. The last stretch is a line of its own, so that what the
/// browser has of the others stays while only the newest figures move.
/// </summary>
/// <param name="Curves">The sum first, then by name.</param>
/// <param name="Scale">Of money, from bottom to top.</param>
/// <param name="From">Left end, UTC.</param>
/// <param name="To">Right end: the end of the day, or of the hour that it is.</param>
/// <param name="Left">Names that have no line.</param>
internal sealed record PnlPicture(ImmutableArray<PnlCurve> Curves, NiceScale Scale, DateTime From, DateTime To, int Left)
{
    /// <summary>Of the square that paths are in; the page stretches it.</summary>
    public const int Side = 1_000;

    /// <summary>More lines than these can't be told apart.</summary>
    public const int MostLines = 6;

    private const int Steps = 4;
    private const int MostHours = 6;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static readonly PnlPicture Empty = new([], NiceScale.Of(0, 0, 1), DateTime.UnixEpoch, DateTime.UnixEpoch + Day, 0);

    public decimal? Total => Curves.IsEmpty ? null : Curves[0].Last;

    /// <param name="day">Its 00:00 UTC.</param>
    /// <param name="stored">By name, then time.</param>
    /// <param name="now">The newest point of each name; none on another day.</param>
    public static PnlPicture Of(DateTime day, ImmutableArray<PnlPoint> stored, ImmutableArray<PnlPoint> now)
    {
        var names = stored.Select(point => point.Name).Concat(now.Select(point => point.Name)).Where(name => name.Length > 0)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var (ways, newest) = (stored.ToLookup(point => point.Name), now.ToDictionary(point => point.Name));
        // By what is stored, so that lines do not come and go with every price.
        var drawn = names.OrderByDescending(name => Math.Abs(ways[name].LastOrDefault().Total)).Take(MostLines)
            .Order(StringComparer.Ordinal).Prepend("").ToList();
        List<PnlPoint> points = [.. drawn.SelectMany(name => ways[name]), .. now.Where(point => drawn.Contains(point.Name))];
        if (points.Count == 0)
        {
            return Empty with { From = day, To = day + Day };
        }

        var to = now.IsEmpty ? day + Day : EndOfHour(now[0].At);
        var scale = NiceScale.Of(points.Min(point => point.Total), points.Max(point => point.Total), Steps);
        var frame = new PnlPicture([], scale, day, to, names.Count - drawn.Count + 1);
        return frame with
        {
            Curves =
            [
                .. drawn.Select((name, colour) =>
                {
                    List<PnlPoint> way = [.. ways[name]];
                    PnlPoint? last = newest.TryGetValue(name, out var point) ? point : null;
                    return new PnlCurve(
                        name, frame.PathOf(way), last is { } live && way.Count > 0 ? frame.PathOf([way[^1], live]) : "",
                        last?.Total ?? way[^1].Total, colour);
                }),
            ],
        };
    }

    /// <summary>Moments for the axis, so few that they can be read.</summary>
    public IEnumerable<DateTime> Hours()
    {
        var hours = (int)(To - From).TotalHours;
        var every = Math.Max(1, (hours + MostHours - 1) / MostHours);
        for (var hour = every; hour < hours; hour += every)
        {
            yield return From.AddHours(hour);
        }
    }

    /// <summary>From 0 at the left to 1 at the right.</summary>
    public decimal ShareOf(DateTime time) => (time - From).Ticks / (decimal)(To - From).Ticks;

    private static DateTime EndOfHour(DateTime time) => time.Date.AddHours(time.Hour + 1);

    private string PathOf(List<PnlPoint> way)
    {
        var path = new StringBuilder(way.Count * 10);
        foreach (var point in way)
        {
            path.Append(CultureInfo.InvariantCulture,
                $"{(path.Length == 0 ? 'M' : 'L')}{ShareOf(point.At) * Side:0.#} {(1 - Scale.ShareOf(point.Total)) * Side:0.#}");
        }

        return path.ToString();
    }
}
