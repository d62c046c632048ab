namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// How long the database has kept the worker of a feed waiting. A server that hangs gives neither an answer nor an error,
/// so only the clock can tell. Written by the worker, read by anyone.
/// </summary>
internal sealed class DatabaseWait(TimeProvider time)
{
    /// <summary>Longer than this is said; a shorter wait is a busy disk.</summary>
    public static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(1);

    /// <summary>From then on nobody can say what is stored.</summary>
    public static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(5);

    /// <summary>A batch of a backlog may take as long as it is large; fewer rows a second than that are slow.</summary>
    private const int LeastRowsASecond = 10_000;

    private const long None = long.MinValue;

    private long _since = None;
    private int _rows;
    private DatabaseHold? _last;

    private TimeSpan Allowed
    {
        get
        {
            var allowed = SlowAfter + TimeSpan.FromSeconds((double)Volatile.Read(ref _rows) / LeastRowsASecond);
            return allowed < DownAfter ? allowed : DownAfter;
        }
    }

    /// <param name="rows">How many are written.</param>
    public void Begin(int rows = 0)
    {
        Volatile.Write(ref _rows, rows);
        Volatile.Write(ref _since, time.GetTimestamp());
    }

    public void End()
    {
        var since = Interlocked.Exchange(ref _since, None);
        if (since != None && time.GetElapsedTime(since) is var held && held > Allowed)
        {
            Volatile.Write(ref _last, new DatabaseHold(time.GetUtcNow().UtcDateTime, held));
        }
    }

    /// <summary>A wait that is long enough to be said.</summary>
    public static string Words(TimeSpan held) =>
        held > DownAfter ? $"no answer for {(int)held.TotalSeconds} s" : $"PostgreSQL slow, {(int)held.TotalSeconds} s";

    /// <summary>The status as it is now: a feed whose database does not answer is not running, whatever its worker last said.</summary>
    public FeedStatus On(FeedStatus status)
    {
        var since = Volatile.Read(ref _since);
        var held = since == None ? TimeSpan.Zero : time.GetElapsedTime(since);
        var last = Volatile.Read(ref _last);
        if (held <= Allowed)
        {
            return last is null ? status : status with { LastHold = last };
        }

        var isDown = held > DownAfter && status.Phase == FeedPhase.Running;
        return status with
        {
            DatabaseHeld = held,
            LastHold = last,
            Phase = isDown ? FeedPhase.WaitingForDatabase : status.Phase,
            PhaseSince = isDown ? time.GetUtcNow().UtcDateTime - held : status.PhaseSince,
            Problem = isDown ? Words(held) : status.Problem ?? Words(held),
        };
    }
}

/// <summary>A time the database kept the feed waiting, and when it was over, UTC.</summary>
public sealed record DatabaseHold(DateTime Until, TimeSpan Length);
