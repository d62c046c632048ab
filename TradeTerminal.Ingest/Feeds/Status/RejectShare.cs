using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>Messages judged and refused in each second of the last minute, oldest first; immutable.</summary>
public sealed record RejectShare(ImmutableArray<RejectSecond> Seconds)
{
    private const int Window = 60;

    public static RejectShare Empty { get; } = new([]);

    public RejectShare With(DateTimeOffset at, int messages, int rejected)
    {
        var second = at.ToUnixTimeSeconds();
        var seconds = Seconds.RemoveAll(count => count.Second <= second - Window);
        return new RejectShare(seconds is [.., var last] && last.Second == second
            ? seconds.SetItem(seconds.Length - 1, new RejectSecond(second, last.Messages + messages, last.Rejected + rejected))
            : seconds.Add(new RejectSecond(second, messages, rejected)));
    }

    /// <summary>What was read and what of it was refused in the minute before <paramref name="utcNow"/>.</summary>
    public (long Messages, long Rejected) Of(DateTime utcNow)
    {
        var from = new DateTimeOffset(utcNow).ToUnixTimeSeconds() - Window;
        var (messages, rejected) = (0L, 0L);
        foreach (var count in Seconds)
        {
            if (count.Second > from)
            {
                (messages, rejected) = (messages + count.Messages, rejected + count.Rejected);
            }
        }

        return (messages, rejected);
    }
}

/// <summary>What was judged in one second of wall time.</summary>
public readonly record struct RejectSecond(long Second, long Messages, long Rejected);
