using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Tests.Prices;

public sealed class PriceSumTests
{
    /// <summary>A decimal has no room for these digits: it would drop the last of them.</summary>
    [Fact]
    public void Add_LargestPricesAndMostDecimals_AreAllThere()
    {
        var sum = new PriceSum();
        for (var i = 0; i < 50_000; i++)
        {
            sum.Add(9_999_999_999m);
        }

        sum.Add(0.000000000000001m);

        Assert.Equal(((Int128)9_999_999_999 * 50_000 * 1_000_000_000_000_000) + 1, sum.Units);
        Assert.Equal(15, sum.Scale);
    }

    [Fact]
    public void Add_Decimals_KeepsTheMost()
    {
        var sum = new PriceSum();

        sum.Add(1.50m);
        sum.Add(2m);

        Assert.Equal(((Int128)3_500_000_000_000_000, 2), (sum.Units, sum.Scale));
    }
}
