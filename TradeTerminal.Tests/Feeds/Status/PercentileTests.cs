using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Tests.Feeds.Status;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(0, 1)]
    public void Of_OneToHundred_IsTheNearestRank(double percent, int expected) =>
        Assert.Equal(expected, Percentile.Of(Enumerable.Range(1, 100).Reverse(), percent));

    [Fact]
    public void Of_Few_IsOneOfThem()
    {
        Assert.Equal(7, Percentile.Of([7], 99));
        Assert.Equal(2, Percentile.Of([3, 1, 2], 50));
        Assert.Null(Percentile.Of(Array.Empty<int>(), 50));
    }
}
