using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class SyntheticPositionTests
{
    [Fact]
    public void Trade_Adding_WeighsTheAverage() => AssertAfter(300, 102m, (100, 100m), (200, 103m));

    [Fact]
    public void Trade_Reducing_LeavesTheAverage() => AssertAfter(40, 100m, (100, 100m), (-60, 120m));

    [Fact]
    public void Trade_ThroughZero_StartsAnew() => AssertAfter(-50, 120m, (100, 100m), (-150, 120m));

    [Fact]
    public void Trade_ShortAdding_WeighsTheAverage() => AssertAfter(-200, 95m, (-100, 100m), (-100, 90m));

    [Fact]
    public void Trade_ToZeroAndBack_TakesTheNewPrice() => AssertAfter(10, 130m, (100, 100m), (-100, 120m), (10, 130m));

    [Fact]
    public void Trade_Nothing_ChangesNothing() => AssertAfter(100, 100m, (100, 100m), (0, 500m));

    [Theory]
    [InlineData(100, 105, 500)]
    [InlineData(-100, 105, -500)]
    [InlineData(-100, 95, 500)]
    public void Pnl_LongOrShort_HasTheRightSign(long size, decimal price, decimal pnl)
    {
        var position = new SyntheticPosition();
        position.Trade(size, 100);

        Assert.Equal(pnl, position.Pnl(price));
    }

    private static void AssertAfter(long size, decimal average, params (long Quantity, decimal Price)[] trades)
    {
        var position = new SyntheticPosition();
        foreach (var (quantity, price) in trades)
        {
            position.Trade(quantity, price);
        }

        Assert.Equal((size, average), (position.Size, position.AveragePrice));
    }
}
