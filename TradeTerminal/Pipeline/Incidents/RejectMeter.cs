using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>
/// Counts what a feed refuses from the first to the last, while the strip says that it is more than a hundredth of a minute. Used by one
/// thread.
/// </summary>
internal sealed class RejectMeter
{
    /// <summary>A reject that lies longer before the others does not belong to them.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private Wave? _wave;
    private long _before;

    /// <summary>Null while few are refused.</summary>
    public Wave? Add(FeedStatus feed, DateTime utcNow)
    {
        if (Refusals.Of(feed, utcNow).Share <= Refusals.Allowed || feed.Rejects.Seconds.LastOrDefault(second => second.Rejected > 0) is not { Second: > 0 } last)
        {
            return _wave = null;
        }

        var since = _wave?.Since;
        if (since is null)
        {
            var (first, refused) = First(feed.Rejects);
            (since, _before) = (At(first), feed.Rejected - refused);
        }

        return _wave = new Wave(since.Value, At(last.Second + 1), Math.Max(_wave?.Messages ?? 0, feed.Rejected - _before));
    }

    /// <summary>The second with the first of those that belong together, and how many they are.</summary>
    private static (long Second, long Refused) First(RejectShare share)
    {
        var (first, refused) = (0L, 0L);
        foreach (var second in share.Seconds.Reverse().Where(second => second.Rejected > 0))
        {
            if (first > 0 && first - second.Second > Pause.TotalSeconds)
            {
                break;
            }

            (first, refused) = (second.Second, refused + second.Rejected);
        }

        return (first, refused);
    }

    private static DateTime At(long second) => DateTimeOffset.FromUnixTimeSeconds(second).UtcDateTime;
}
