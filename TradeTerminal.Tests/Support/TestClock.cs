namespace TradeTerminal.Tests.Support;

/// <summary>A clock that stands still until it is set. Its timers are those of the system.</summary>
internal sealed class TestClock(DateTime utcNow) : TimeProvider
{
    private long _ticks = utcNow.Ticks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    internal void Set(DateTime utc) => Volatile.Write(ref _ticks, utc.Ticks);

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
