using System.Globalization;
using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Tests.Positions;

public sealed class TraderHoldingTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    // It grows, stays or opens: nothing is closed.
    [InlineData(100, "10", 150, "11", "0.00")]
    [InlineData(100, "10", 100, "11", "0.00")]
    [InlineData(0, "0", 100, "11", "0.00")]
    [InlineData(-100, "10", -150, "9", "0.00")]
    // It shrinks: known only where the average moves.
    [InlineData(100, "10", 40, "12", "120.00")]
    [InlineData(100, "10", 40, "10", "0.00")]
    [InlineData(-100, "10", -40, "12", "-120.00")]
    [InlineData(-100, "10", -40, "9", "60.00")]
    // Below zero as above it.
    [InlineData(10, "-5", 4, "-3", "12.00")]
    // It closes.
    [InlineData(100, "10", 0, "12.5", "250.00")]
    [InlineData(-100, "10", 0, "12.5", "-250.00")]
    [InlineData(100, "10", 0, "10", "0.00")]
    [InlineData(100, "10", 0, "0", "0.00")]
    // It flips: all of the old side is closed at the price of the trade that crossed zero.
    [InlineData(100, "10", -50, "11", "100.00")]
    [InlineData(-100, "10", 50, "11", "-100.00")]
    [InlineData(100, "10", -500, "9", "-100.00")]
    [InlineData(100, "10", -50, "10", "0.00")]
    // In cents, half away from zero.
    [InlineData(1, "0.01", 0, "0.005", "-0.01")]
    public void After_Report_RealizesTheClosedPart(int size, string average, int newSize, string newAverage, string realized)
    {
        var after = TraderHolding.First(Report(size, average, 0)).After(Report(newSize, newAverage, 1));

        Assert.Equal(realized, after.Realized.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((newSize, Number(newAverage)), (after.Size, after.AveragePrice));
    }

    [Fact]
    public void After_SeveralOfADay_AddUp()
    {
        var held = TraderHolding.First(Report(100, "10", 0))
            .After(Report(-100, "12", 1))
            .After(Report(0, "11", 2));

        Assert.Equal(200m + 100m, held.Realized);
    }

    [Fact]
    public void After_AnotherDay_BeginsAtZero()
    {
        var held = TraderHolding.First(Report(100, "10", 0)).After(Report(50, "12", 1));
        Assert.Equal(100m, held.Realized);

        var next = held.After(Report(50, "12", 24 * 60));

        Assert.Equal((0m, new DateOnly(2026, 3, 3)), (next.Realized, next.Day));
        // What the first report of a day closes belongs to that day.
        Assert.Equal(150m, held.After(Report(0, "15", 24 * 60)).Realized);
    }

    [Fact]
    public void After_NotNewer_ChangesNothing()
    {
        var held = TraderHolding.First(Report(100, "10", 5) with { Partition = 1, Offset = 7 });

        Assert.Equal(held, held.After(Report(0, "20", 4) with { Partition = 2, Offset = 9 }));
        Assert.Equal(held, held.After(Report(0, "20", 5) with { Partition = 0, Offset = 9 }));
        Assert.Equal(held, held.After(Report(0, "20", 5) with { Partition = 1, Offset = 7 }));
        Assert.Equal(0, held.After(Report(0, "20", 5) with { Partition = 1, Offset = 8 }).Size);
    }

    private static TraderPosition Report(int size, string average, int minute) =>
        new("TRADER_001", "AAPL", size, Number(average), 5, Noon.AddMinutes(minute), 0, minute);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
