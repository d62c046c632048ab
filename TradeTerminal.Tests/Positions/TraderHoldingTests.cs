using System.Globalization;
using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Tests.Positions;

public sealed class TraderHoldingTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>A part that was sold first in, first out, a split of ten to one: neither says at what price something was sold.</summary>
    [Theory]
    [InlineData(200, "11", 100, "12")]
    [InlineData(1_000, "1.50", 100, "15.00")]
    [InlineData(100, "10", 0, "12.5")]
    [InlineData(100, "10", -50, "11")]
    public void After_SenderDoesNotSay_NothingIsRealized(int size, string average, int newSize, string newAverage)
    {
        var after = TraderHolding.First(Report(size, average, 0)).After(Report(newSize, newAverage, 60));

        Assert.Null(after.Realized);
        Assert.Equal((newSize, Number(newAverage)), (after.Size, after.AveragePrice));
    }

    [Fact]
    public void After_SenderSays_IsTheSendersOwn()
    {
        var held = TraderHolding.First(Report(200, "11", 0)).After(Report(100, "12", 60) with { Realized = 300 });
        Assert.Equal(300, held.Realized);

        Assert.Null(held.After(Report(50, "12", 120)).Realized);
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

    /// <summary>Both sides of a hedge, a report each: the newer one is held, nothing is netted, and it is said.</summary>
    [Fact]
    public void After_OtherSideInTheSameSecond_IsSaid()
    {
        var held = TraderHolding.First(Report(10, "87000", 0));
        Assert.Null(held.OpposedAt);

        var both = held.After(Report(-4, "88000", 0) with { EventTime = Noon.AddMilliseconds(400), Offset = 1 });
        Assert.Equal((-4, Noon.AddMilliseconds(400)), (both.Size, both.OpposedAt));
        // Whichever comes first.
        var late = both.After(Report(10, "87000", 0) with { EventTime = Noon.AddMilliseconds(200), Offset = 2 });
        Assert.Equal((-4, Noon.AddMilliseconds(400)), (late.Size, late.OpposedAt));
        Assert.Equal(Noon.AddSeconds(5), late.After(Report(-5, "88000", 5)).After(Report(10, "87000", 5) with { Offset = 9 }).OpposedAt);

        // Turned later, or flat in between: one side at a time.
        Assert.Null(held.After(Report(-4, "88000", 1)).OpposedAt);
        Assert.Null(held.After(Report(0, "0", 0) with { Offset = 1 }).After(Report(-4, "88000", 0) with { Offset = 2 }).OpposedAt);
    }

    private static TraderPosition Report(int size, string average, int second) =>
        new("TRADER_001", "AAPL", size, Number(average), 5, Noon.AddSeconds(second), 0, second);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
