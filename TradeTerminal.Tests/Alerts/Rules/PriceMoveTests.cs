using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Trades;
using static TradeTerminal.Tests.Alerts.Market;

namespace TradeTerminal.Tests.Alerts.Rules;

public sealed class PriceMoveTests
{
    private static readonly PriceMoveSettings Plain = new() { CoolDownSeconds = 0, Hysteresis = 0 };

    [Theory]
    [InlineData("100", "100", null)]
    [InlineData("100", "104.99", null)]
    [InlineData("100", "105", null)]
    [InlineData("100", "105.00000001", "significant")]
    [InlineData("100", "95", null)]
    [InlineData("100", "94.99999999", "significant")]
    [InlineData("0.00000001", "0.00000002", "significant")]
    [InlineData("9999999999.99999999", "9500000000", null)]
    [InlineData("9999999999.99999999", "9499999999.99999999", "significant")]
    [InlineData("33.33", "34.9965", null)]
    [InlineData("33.33", "34.9966", "significant")]
    [InlineData("-37.63", "-38", null)]
    [InlineData("-37.63", "10.01", "significant")]
    [InlineData("-100", "-105.01", "significant")]
    [InlineData("0", "10", null)]
    [InlineData("0.000000000000000001", "9999999999", "significant")]
    public void Judge_Move_FiresAbove5Percent(string previous, string price, string? expected)
    {
        var found = Find(Plain, Trade(0, decimal.Parse(previous)), Trade(1, decimal.Parse(price)));

        Assert.Equal(expected, found.SingleOrDefault()?.Severity.Code());
    }

    [Theory]
    [InlineData("101.99", null)]
    [InlineData("102", null)]
    [InlineData("102.01", "moderate")]
    [InlineData("97.99", "moderate")]
    [InlineData("105", "moderate")]
    [InlineData("105.01", "significant")]
    public void Judge_ModerateSwitchedOn_FiresAbove2Percent(string price, string? expected)
    {
        var found = Find(Plain with { ModerateEnabled = true }, Trade(0, 100), Trade(1, decimal.Parse(price)));

        Assert.Equal(expected, found.SingleOrDefault()?.Severity.Code());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void Judge_FromBelowZero_IsAPercentageOfItsSize(int window)
    {
        var finding = Find(Plain with { WindowSeconds = window }, Trade(0, -20), Trade(1, 10)).Single();

        Assert.Contains(new AlertInput("percent", 150m), finding.Inputs);
    }

    /// <summary>1 % a second for twenty seconds: no two neighbours are far from each other.</summary>
    [Fact]
    public void Judge_SteadyRise_FiresOnlyWithAWindow()
    {
        Trade[] rise = [.. Enumerable.Range(0, 21).Select(second => Trade(second, 100 + second))];

        Assert.Empty(Find(new PriceMoveSettings(), rise));
        var finding = Find(new PriceMoveSettings { WindowSeconds = 10 }, rise)[0];

        Assert.Equal("AAPL moved +6.00 % within 6 s from 100 to 106", finding.Message);
        Assert.Contains(new AlertInput("windowSeconds", 10m), finding.Inputs);
        Assert.Empty(Find(new PriceMoveSettings { WindowSeconds = 4 }, rise));
    }

    [Fact]
    public void Judge_WindowWithLowAndHigh_TakesTheOneFurtherAway()
    {
        var finding = Assert.Single(Find(Plain with { WindowSeconds = 60, CoolDownSeconds = 600 }, Trade(0, 100), Trade(1, 104), Trade(2, 98)));

        Assert.Equal("AAPL moved −5.77 % within 1 s from 104 to 98", finding.Message);
    }

    [Fact]
    public void Judge_PriceThatHasLeftTheWindow_IsForgotten() =>
        Assert.Empty(Find(Plain with { WindowSeconds = 20 }, Trade(0, 100), Trade(22, 106)));

    [Fact]
    public void Judge_FirstPrice_HasNoPrevious() => Assert.Empty(Find(Plain, Trade(0, 100)));

    [Fact]
    public void Judge_OtherVenue_IsNoPrevious()
    {
        Assert.Empty(Find(Plain, Quote(0, "NYSE", 100), Quote(1, "BATS", 120), Quote(2, "NYSE", 101)));

        var finding = Assert.Single(Find(Plain, Quote(0, "NYSE", 100), Quote(1, "BATS", 120), Quote(2, "NYSE", 106)));
        Assert.Equal(("AAPL", "NYSE"), (finding.Symbol, finding.Venue));
    }

    [Fact]
    public void Judge_OtherSymbol_IsNoPrevious() =>
        Assert.Empty(Find(Plain, Trade(0, 100), Trade(1, 200, "MSFT"), Trade(2, 101)));

    [Fact]
    public void Judge_LateEvent_IsNotJudgedAndIsNobodysPrevious() =>
        Assert.Empty(Find(Plain, Trade(10, 100), Trade(9, 150), Trade(11, 101)));

    [Fact]
    public void Judge_SameInstant_IsNotLate() => Assert.Single(Find(Plain, Trade(10, 100), Trade(10, 150)));

    [Fact]
    public void Judge_CommodityBook_LooksAtPriceTicksAlone()
    {
        var found = Find(new CommodityRules(), Plain,
        [
            Commodity(0, CommodityEventKind.PriceTick, 100),
            Commodity(1, CommodityEventKind.TradeMarked, 120),
            Commodity(2, CommodityEventKind.TradeClosed, 130),
            Commodity(3, CommodityEventKind.PriceTick, 106),
        ]);

        Assert.Contains(new AlertInput("previous", 100m), Assert.Single(found).Inputs);
    }

    [Fact]
    public void Judge_Every_SpeaksAtEachMove() =>
        Assert.Equal(3, Find(Plain, Trade(0, 100), Trade(1, 110), Trade(2, 121), Trade(3, 100)).Count);

    [Fact]
    public void Judge_Once_SpeaksAgainAfterACalmMove()
    {
        var once = Plain with { Repeat = Repeat.Once };

        Assert.Single(Find(once, Trade(0, 100), Trade(1, 110), Trade(2, 121)));
        Assert.Equal(2, Find(once, Trade(0, 100), Trade(1, 110), Trade(2, 110), Trade(3, 121)).Count);
    }

    [Fact]
    public void Judge_Default_IsSilentForAMinuteAboutTheSameVenue()
    {
        var found = Find(
            new PriceMoveSettings(), Quote(0, "NYSE", 100), Quote(0, "BATS", 100), Quote(1, "NYSE", 110),
            Quote(2, "BATS", 110), Quote(60, "NYSE", 121), Quote(61, "NYSE", 140));

        Assert.Equal(["NYSE 110", "BATS 110", "NYSE 140"], found.Select(one => $"{one.Venue} {one.Inputs[0].Value}"));
    }

    [Fact]
    public void Judge_Message_NamesTheMove() =>
        Assert.Equal("AAPL on NYSE moved −6.20 % from 100,000.00 to 93,800.50",
            Find(Plain, Quote(0, price: 100_000.00m), Quote(1, price: 93_800.50m)).Single().Message);

    [Fact]
    public void Judge_Disabled_IsSilentAndGoesOnRemembering()
    {
        var run = new RuleRun<Ingest.Trades.Trade, PricedState>(
            new TradeRules(), RuleSet.Default.With(Plain with { Enabled = false }));

        run.Judge(Trade(0, 100));

        Assert.Empty(run.Judge(Trade(1, 200)));
    }

    private static CommodityEvent Commodity(double seconds, CommodityEventKind kind, decimal price) => new(
        kind, "OIL", price, 0, kind == CommodityEventKind.PriceTick ? null : "T1", PositionType.Long, 1, 100, null, null, null,
        At(seconds), 0, 0);
}
