namespace TradeTerminal.Producers.Replay;

/// <summary>
/// When the next event of a recording is due. While it runs, the time of the recording goes on with the clock,
/// times the speed; while it is held, it stands. Not thread-safe.
/// </summary>
internal sealed class ReplayTiming(DateTime first, ReplaySpeed speed)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private DateTime _at = first;
    private TimeSpan? _since;

    public ReplaySpeed Speed { get; private set; } = speed;

    public bool IsHeld => _since is null;

    public void Resume(TimeSpan now) => _since ??= now;

    public void Hold(TimeSpan now)
    {
        _at = At(now);
        _since = null;
    }

    /// <summary>From here on; what has passed is not judged anew.</summary>
    public void Change(ReplaySpeed speed, TimeSpan now)
    {
        (_at, Speed) = (At(now), speed);
        _since = _since is null ? null : now;
    }

    /// <summary>An event was sent. Where the clock does not say what time it is in the recording, the event does.</summary>
    public void Sent(DateTime at)
    {
        if (IsHeld || Speed.Factor is null)
        {
            _at = at;
        }
    }

    /// <summary>How long until an event of this time is due; zero or less when it is, null while held.</summary>
    public TimeSpan? Until(DateTime next, TimeSpan now) =>
        _since is null ? null
        : Speed.Factor is not { } factor ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min((next - At(now)).TotalSeconds / factor, LongestWait.TotalSeconds));

    private DateTime At(TimeSpan now)
    {
        if (_since is not { } since || Speed.Factor is not { } factor)
        {
            return _at;
        }

        var passed = (now - since).TotalSeconds * factor;
        return passed < (DateTime.MaxValue - _at).TotalSeconds ? _at + TimeSpan.FromSeconds(passed) : DateTime.MaxValue;
    }
}
