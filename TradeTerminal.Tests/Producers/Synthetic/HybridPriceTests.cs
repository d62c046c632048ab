using TradeTerminal.Ingest.Prices;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class HybridPriceTests
{
    private static readonly DateTimeOffset Read = new(2026, 3, 2, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Next_NoMarketYet_IsSyntheticAround87000AndNeverReal()
    {
        var ticks = Take(new HybridPrice("BTC-USD", 1), null, 2_000);

        Assert.All(ticks, tick => Assert.Equal(PriceOrigin.Synthetic, tick.Origin));
        AssertFreshJitter(87_000, ticks);
    }

    [Fact]
    public void Next_MarketAnswered_GivesItsPriceOnceThenJittersAroundIt()
    {
        var hybrid = new HybridPrice("BTC-USD", 1);
        var real = new RealPrice(91_234.56m, Read);

        Assert.Equal((91_234.56m, PriceOrigin.Real), hybrid.Next(real));
        var ticks = Take(hybrid, real, 2_000);

        Assert.All(ticks, tick => Assert.Equal(PriceOrigin.Jittered, tick.Origin));
        AssertFreshJitter(91_234.56m, ticks);
    }

    [Fact]
    public void Next_MarketAnswersTheSamePriceAgain_IsRealAgain()
    {
        var hybrid = new HybridPrice("BTC-USD", 1);
        hybrid.Next(new RealPrice(90_000, Read));

        Assert.Equal((90_000, PriceOrigin.Real), hybrid.Next(new RealPrice(90_000, Read.AddMinutes(1))));
    }

    [Fact]
    public void Next_SameSeed_JittersTheSameWheneverTheMarketAnswered()
    {
        var (early, late) = (new HybridPrice("BTC-USD", 4), new HybridPrice("BTC-USD", 4));
        var real = new RealPrice(87_000, Read);

        early.Next(real);
        late.Next(null);
        Assert.Equal(early.Next(real).Price, late.Next(null).Price);
    }

    [Theory]
    [InlineData("ETH-USD", 3_000)]
    [InlineData("XYZ", 100)]
    public void Next_CheaperCoin_JittersLess(string symbol, int level) =>
        Assert.All(Take(new HybridPrice(symbol, 1), null, 500), tick => Assert.InRange(tick.Price, level * 0.999m, level * 1.001m));

    [Fact]
    public void Next_CoinOfAFractionOfACent_StaysAboveZero() =>
        Assert.All(Take(new HybridPrice("SHIB", 1), new RealPrice(0.00002m, Read), 100),
            tick => Assert.InRange(tick.Price, 0.00001998m, 0.00002002m));

    private static List<(decimal Price, PriceOrigin Origin)> Take(HybridPrice hybrid, RealPrice? real, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => hybrid.Next(real))];

    /// <summary>Uniform within five of the level all along: a jitter that added up would have left it.</summary>
    private static void AssertFreshJitter(decimal level, List<(decimal Price, PriceOrigin Origin)> ticks)
    {
        Assert.All(ticks, tick => Assert.InRange(tick.Price, level - 5, level + 5));
        Assert.InRange(ticks.Average(tick => tick.Price) - level, -0.3m, 0.3m);
        Assert.InRange(ticks.Count(tick => Math.Abs(tick.Price - level) > 2.5m) / (double)ticks.Count, 0.45, 0.55);
    }
}
