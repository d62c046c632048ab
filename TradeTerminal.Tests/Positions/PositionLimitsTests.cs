using TradeTerminal.Positions;

namespace TradeTerminal.Tests.Positions;

public sealed class PositionLimitsTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0, LimitState.Within)]
    [InlineData(500_000, LimitState.Within)]
    [InlineData(500_000.01, LimitState.Warning)]
    [InlineData(1_000_000, LimitState.Warning)]
    [InlineData(1_000_000.01, LimitState.Exceeded)]
    public void OfValue_OnTheLimit_IsWithinIt(double value, LimitState expected) =>
        Assert.Equal(expected, PositionLimits.Default.OfValue((decimal)value));

    [Theory]
    [InlineData(80_000, LimitState.Within)]
    [InlineData(-50_000, LimitState.Within)]
    [InlineData(-50_000.01, LimitState.Exceeded)]
    public void OfDay_OnTheLimit_IsWithinIt(double pnl, LimitState expected) =>
        Assert.Equal(expected, PositionLimits.Default.OfDay((decimal)pnl));

    [Theory]
    [InlineData(10_000, 0, LimitState.Within)]
    [InlineData(60_000, 0, LimitState.Warning)]
    [InlineData(-110_000, 0, LimitState.Exceeded)]
    [InlineData(10_000, -50_001, LimitState.Exceeded)]
    public void State_Trader_IsTheWorst(int size, int pnl, LimitState expected) =>
        Assert.Equal(expected, new TraderPnl("T", [Held("A", 1, 0), Held("B", size, pnl)]).State(PositionLimits.Default));

    /// <summary>Yesterday's report says what is still held, but nothing of today.</summary>
    [Fact]
    public void TraderPnl_ReportOfAnEarlierDay_CountsInNoFigureOfTheDay()
    {
        var trader = new TraderPnl("T", [Held("A", 1, -40_000, Noon.AddDays(-1)), Held("B", 1, -20_000)]);

        Assert.Equal((-20_000m, 20.00m, 3.00m), (trader.ReportedPnl, trader.Value, trader.Realized));
        Assert.Equal(LimitState.Within, trader.State(PositionLimits.Default));
    }

    private static TraderHeld Held(string symbol, int size, int pnl, DateTime? at = null) =>
        new("T", symbol, size, 10, pnl, 3.00m, at ?? Noon, null);
}
