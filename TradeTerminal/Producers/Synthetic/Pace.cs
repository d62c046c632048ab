namespace TradeTerminal.Producers.Synthetic;

/// <summary>When a run sends: so many events a second, one step per interval, or whenever it can.</summary>
internal sealed class Pace(ProducerSettings settings)
{
    private const int BurstAtMost = 1_000;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private TimeSpan _nextStep;

    /// <summary>
    /// How many events to send now to be where the rate says; a pause is not made up for at once. With an
    /// interval, whatever is left of the step.
    /// </summary>
    public long Due(TimeSpan elapsed, long sent)
    {
        if (settings.Interval is not null)
        {
            return long.MaxValue;
        }

        if (settings.IsUnlimited)
        {
            return BurstAtMost;
        }

        var passed = elapsed.TotalSeconds * settings.Rate;
        var whole = (long)passed;
        return Math.Min(whole - sent + (Within(whole) <= passed - whole ? 1 : 0), Math.Max(BurstAtMost, settings.Rate / 10));
    }

    /// <summary>Whether the next step may begin, and then it has begun. Steps that were missed are left out.</summary>
    public bool TryStep(TimeSpan elapsed)
    {
        if (settings.Interval is not { } interval)
        {
            return true;
        }

        if (elapsed < _nextStep)
        {
            return false;
        }

        _nextStep += interval * (Math.Floor((elapsed - _nextStep) / interval) + 1);
        return true;
    }

    /// <summary>How long to wait for what comes due next, within bounds.</summary>
    public TimeSpan Wait(TimeSpan elapsed, long sent)
    {
        if (settings.IsUnlimited)
        {
            return ShortestWait;
        }

        var next = settings.Interval is null ? TimeSpan.FromSeconds((sent + Within(sent)) / settings.Rate) : _nextStep;
        var wait = next - elapsed;
        return wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait;
    }

    /// <summary>Where in its share of time an event falls, from 0 to 1: a market keeps no beat.</summary>
    private static double Within(long number) => (uint)HashCode.Combine(number) / 4294967296.0;
}
