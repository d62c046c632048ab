using TradeTerminal.Positions.Data;

namespace TradeTerminal.Tests.Positions.Data;

public sealed class PositionLimitsTests
{
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
    [InlineData(100_000, 0, LimitState.Within)]
    [InlineData(600_000, 0, LimitState.Warning)]
    [InlineData(1_100_000, 0, LimitState.Exceeded)]
    [InlineData(100_000, -50_001, LimitState.Exceeded)]
    public void State_Trader_IsTheWorst(int mostValue, int pnl, LimitState expected) =>
        Assert.Equal(expected, Trader(mostValue, pnl).State(PositionLimits.Default, Day));

    [Theory]
    [InlineData(100_000, LimitState.Within)]
    [InlineData(1_100_000, LimitState.Exceeded)]
    public void State_ReportOfADayThatIsOver_IsThatOfThePositions(int mostValue, LimitState expected) =>
        Assert.Equal(expected, Trader(mostValue, -60_000).State(PositionLimits.Default, Day.AddDays(1)));

    private static readonly DateOnly Day = new(2026, 3, 2);

    private static TraderPnl Trader(int mostValue, int pnl) =>
        new("T", Day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc), 2, 2, 0, 2_000_000, mostValue, 0, 0, pnl);
}
