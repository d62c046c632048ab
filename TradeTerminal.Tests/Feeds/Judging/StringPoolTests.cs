using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Tests.Feeds.Judging;

public sealed class StringPoolTests
{
    [Fact]
    public void Get_SameText_IsTheSameString()
    {
        var pool = new StringPool(10);

        Assert.Same(pool.Get("TRADER_001"), pool.Get("TRADER_001"));
        Assert.Equal("TRADER_002", pool.Get("TRADER_002"));
    }

    [Fact]
    public void Get_MoreThanItsCapacity_StaysBounded()
    {
        var pool = new StringPool(10);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal($"T{i}", pool.Get($"T{i}"));
            Assert.InRange(pool.Count, 1, 10);
        }
    }
}
