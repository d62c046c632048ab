namespace TradeTerminal.Tests.Support.Screens;

/// <summary>Stands still until it is moved; what is measured follows the same hand. Timers are the system's.</summary>
internal sealed class ScreenClock : TimeProvider
{
    internal static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    private long _ticks = Start.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    internal DateTime UtcNow => GetUtcNow().UtcDateTime;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
