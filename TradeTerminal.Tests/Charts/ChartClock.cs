namespace TradeTerminal.Tests.Charts;

/// <summary>A clock that stands still until it is moved, and with it all measured time.</summary>
internal sealed class ChartClock : TimeProvider
{
    /// <summary>Not zero, where "long ago" would be "just now".</summary>
    private long _ticks = new DateTime(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
