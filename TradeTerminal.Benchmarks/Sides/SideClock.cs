namespace TradeTerminal.Benchmarks.Sides;

/// <summary>The end of the day all is about, so that it is the open one.</summary>
internal sealed class SideClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(SideTrades.Day.AddDays(1).AddSeconds(-1), TimeSpan.Zero);
}
