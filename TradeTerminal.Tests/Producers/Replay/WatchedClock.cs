namespace TradeTerminal.Tests.Producers.Replay;

/// <summary>Stands still until it is moved, and counts how often time is measured by it.</summary>
internal sealed class WatchedClock : TimeProvider
{
    private long _ticks = Recordings.UtcNow.Ticks;
    private int _looks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    internal int Looks => Volatile.Read(ref _looks);

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp()
    {
        Interlocked.Increment(ref _looks);
        return Volatile.Read(ref _ticks);
    }

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
