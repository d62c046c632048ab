using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Settings;
using static TradeTerminal.Tests.Alerts.Market;

namespace TradeTerminal.Tests.Alerts.Rules;

public sealed class ArbitrageTests
{
    private static readonly ArbitrageSettings Plain = new() { CoolDownSeconds = 0, Hysteresis = 0 };

    [Theory]
    [InlineData("99.90", false)]
    [InlineData("100.00", false)]
    [InlineData("100.09", false)]
    [InlineData("100.10", false)]
    [InlineData("100.11", true)]
    public void Judge_BidOverAsk_FiresAbove10BasisPointsOfTheAsk(string bid, bool fires) =>
        Assert.Equal(fires ? 1 : 0, Find(Plain, Quote(0, "NYSE", ask: 100), Quote(1, "BATS", bid: decimal.Parse(bid), ask: 110)).Count);

    [Fact]
    public void Judge_NoOrderOnASide_IsNoLeg()
    {
        Assert.Empty(Find(Plain, Quote(0, "NYSE", ask: null), Quote(1, "BATS", bid: 150, ask: 160)));
        Assert.Empty(Find(Plain, Quote(0, "NYSE", bid: null, ask: 100), Quote(1, "BATS", bid: null, ask: 90)));
        Assert.Single(Find(Plain, Quote(0, "NYSE", bid: null, ask: 100), Quote(1, "BATS", bid: 101, ask: null)));
    }

    [Fact]
    public void Judge_AskOfOneVenueAndBidOfAnother_SaysWhereToBuyAndSell()
    {
        var sell = Find(Plain, Quote(0, "NYSE", ask: 100), Quote(1, "BATS", bid: 101, ask: 110)).Single();
        var buy = Find(Plain, Quote(0, "BATS", bid: 101, ask: 110), Quote(1, "NYSE", ask: 100)).Single();

        Assert.Equal(("NYSE/BATS", "NYSE/BATS"), (sell.Venue, buy.Venue));
        Assert.Contains(new AlertInput("profit", 60_000m), sell.Inputs);
        Assert.Contains(new AlertInput("ageDifferenceSeconds", 1m), sell.Inputs);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("10", true)]
    [InlineData("90", false)]
    [InlineData("89.99", true)]
    [InlineData("100", false)]
    public void Judge_Fee_MustLeaveTheEdge(string fee, bool fires)
    {
        // 101 over 100 is 100 basis points.
        var settings = Plain with { FeeBps = decimal.Parse(fee) };

        Assert.Equal(fires ? 1 : 0, Find(settings, Quote(0, "NYSE", ask: 100), Quote(1, "BATS", bid: 101, ask: 110)).Count);
    }

    [Theory]
    [InlineData(50_000, 90_000, false)]
    [InlineData(90_000, 50_000, false)]
    [InlineData(50_001, 90_000, true)]
    [InlineData(90_000, 50_001, true)]
    public void Judge_Size_MustBeAvailableOnBothSides(long askSize, long bidSize, bool fires)
    {
        var found = Find(
            Plain, Quote(0, "NYSE", ask: 100, askSize: askSize, bidSize: 1),
            Quote(1, "BATS", bid: 101, ask: 110, bidSize: bidSize, askSize: 1));

        Assert.Equal(fires ? 1 : 0, found.Count);
    }

    [Theory]
    [InlineData(9.999, true)]
    [InlineData(10, true)]
    [InlineData(10.001, false)]
    public void Judge_StaleLeg_IsRefused(double seconds, bool fires) =>
        Assert.Equal(fires ? 1 : 0, Find(Plain, Quote(0, "NYSE", ask: 100), Quote(seconds, "BATS", bid: 101, ask: 110)).Count);

    [Fact]
    public void Judge_BothLegsOldBesideAThirdVenue_IsRefused()
    {
        var found = Find(
            Plain, Quote(0, "NYSE", ask: 100), Quote(20, "NASDAQ"), Quote(9, "BATS", bid: 101, ask: 110));

        Assert.Empty(found);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(3.001, false)]
    public void Judge_QuotesTooFarApart_AreNotCompared(double seconds, bool fires)
    {
        var settings = Plain with { AgeDifferenceSeconds = 3 };

        Assert.Equal(fires ? 1 : 0, Find(settings, Quote(0, "NYSE", ask: 100), Quote(seconds, "BATS", bid: 101, ask: 110)).Count);
    }

    [Fact]
    public void Judge_SameVenueCrossed_IsNoArbitrage() => Assert.Empty(Find(Plain, Quote(0, "NYSE", bid: 101, ask: 100)));

    [Fact]
    public void Judge_OtherSymbol_IsNoArbitrage() =>
        Assert.Empty(Find(Plain, Quote(0, "NYSE", ask: 100), Quote(1, "BATS", bid: 101, ask: 110, symbol: "MSFT")));

    [Fact]
    public void Judge_NewerQuoteOfAVenue_ReplacesTheOlder() => Assert.Empty(
        Find(Plain, Quote(0, "NYSE", ask: 100), Quote(1, "NYSE", ask: 102), Quote(2, "BATS", bid: 101, ask: 110)));

    [Fact]
    public void Judge_LateQuote_DoesNotReplaceANewerOne() => Assert.Empty(
        Find(Plain, Quote(1, "NYSE", ask: 102), Quote(0, "NYSE", ask: 100), Quote(2, "BATS", bid: 101, ask: 110)));

    [Fact]
    public void Judge_NoAsk_IsNoBargain() =>
        Assert.Empty(Find(Plain, Quote(0, "NYSE", bid: 0, ask: 0), Quote(1, "BATS", bid: 101, ask: 110)));

    [Fact]
    public void Judge_StaysOpen_SpeaksOnceUntilItClosesOrGrowsOld()
    {
        var open = new[] { Quote(0, "NYSE", ask: 100), Quote(1, "BATS", bid: 101, ask: 110), Quote(2, "BATS", bid: 101.5m, ask: 110) };

        Assert.Single(Find(Plain, open));
        Assert.Equal(2, Find(Plain, [.. open, Quote(3, "BATS", bid: 100.05m, ask: 110), Quote(4, "BATS", bid: 101, ask: 110)]).Count);
        Assert.Equal(2, Find(Plain, [.. open, Quote(60, "BATS", bid: 101, ask: 110), Quote(61, "NYSE", ask: 100)]).Count);
    }

    [Theory]
    [InlineData("100.08", 1)]
    [InlineData("100.07", 2)]
    public void Judge_Hysteresis_ArmsAgainOnlyBelowALowerEdge(string between, int expected)
    {
        var found = Find(
            Plain with { Hysteresis = 0.2m }, Quote(0, "NYSE", ask: 100), Quote(1, "BATS", bid: 101, ask: 110),
            Quote(2, "BATS", bid: decimal.Parse(between), ask: 110), Quote(3, "BATS", bid: 101, ask: 110));

        Assert.Equal(expected, found.Count);
    }

    [Fact]
    public void Judge_SizeGoneAndBack_SpeaksAgain()
    {
        var found = Find(
            Plain, Quote(0, "NYSE", ask: 100), Quote(1, "BATS", bid: 101, ask: 110),
            Quote(2, "BATS", bid: 101, ask: 110, bidSize: 0), Quote(3, "BATS", bid: 101, ask: 110));

        Assert.Equal(2, found.Count);
    }

    [Fact]
    public void Judge_LargestBidOverSmallestAsk_SpeaksWithoutOverflow()
    {
        var found = Find(
            Plain, Quote(0, "NYSE", bid: 0.000000000000001m, ask: 0.000000000000001m),
            Quote(1, "BATS", bid: 9_999_999_999m, ask: 9_999_999_999m));

        Assert.Contains(new AlertInput("spreadBps", 10_000_000_000_000m), Assert.Single(found).Inputs);
    }

    [Fact]
    public void Judge_MoreVenuesThanAreKept_ForgetsTheOldest()
    {
        var venues = Enumerable.Range(1, Ingest.Alerts.Rules.PricedState.MostVenues).Select(i => Quote(i * 0.1, $"V{i}"));

        Assert.Empty(Find(Plain, [Quote(0, "NYSE", ask: 100), .. venues, Quote(2, "V5", bid: 101, ask: 110)]));
    }
}
