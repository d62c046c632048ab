using TradeTerminal.Market;
using TradeTerminal.MarketWatch;

namespace TradeTerminal.Tests.MarketWatch;

public sealed class MarketViewTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private static readonly MarketRow[] Rows =
    [
        Row("trades", "AAPL", "", 190, 5), Row("trades", "MSFT", "", 400, null), Row("trades", "TSLA", "", 250, 9),
        Row("quotes", "AAPL", "BATS", 191, 1), Row("quotes", "AAPL", "NYSE", 192, 2), Row("crypto", "BTC-USD", "", 87_000, 0),
    ];

    [Theory]
    [InlineData(null, null, null, "/market")]
    [InlineData("", " ", "", "/market")]
    [InlineData("quotes,crypto,unknown", "btc usd", "-change", "/market?feeds=crypto,quotes&find=btc%20usd&sort=-change")]
    [InlineData("unknown", null, "nonsense", "/market")]
    [InlineData(null, "a&b", "symbol", "/market?find=a%26b&sort=symbol")]
    public void Uri_ParsedView_IsItsShortestForm(string? feeds, string? find, string? sort, string uri) =>
        Assert.Equal(uri, MarketView.Parse(feeds, find, sort).Uri);

    [Fact]
    public void Parse_WhatIsUnknown_IsNamedUntilTheNextChoice()
    {
        var view = MarketView.Parse("zz,quotes", null, "nonsense");

        Assert.Equal(
            ["feeds=“zz” must be of trades, quotes, commodities, crypto, indices", "sort=“nonsense” is no column"], view.Problems);
        Assert.Empty(view.Toggle("crypto").Problems);
        Assert.Empty(MarketView.Parse("quotes", "x", "-change").Problems);
    }

    [Fact]
    public void Parse_LongText_IsCut() =>
        Assert.Equal(MarketView.LongestFind, MarketView.Parse(null, new string('x', 5_000), null).Find.Length);

    [Theory]
    [InlineData(null, null, null, "AAPL MSFT TSLA | AAPL.BATS AAPL.NYSE | BTC-USD")]
    [InlineData("crypto,trades", null, null, "AAPL MSFT TSLA | BTC-USD")]
    [InlineData(null, "aapl", null, "AAPL | AAPL.BATS AAPL.NYSE")]
    [InlineData(null, "aapl ny", null, "AAPL.NYSE")]
    [InlineData(null, "crypto", null, "BTC-USD")]
    [InlineData(null, "zzz", null, "")]
    [InlineData(null, null, "-last", "BTC-USD MSFT TSLA AAPL.NYSE AAPL.BATS AAPL")]
    [InlineData("crypto,trades", null, "-last", "BTC-USD MSFT TSLA AAPL")]
    [InlineData(null, null, "-volume", "TSLA AAPL AAPL.NYSE AAPL.BATS BTC-USD MSFT")]
    [InlineData(null, null, "volume", "BTC-USD AAPL.BATS AAPL.NYSE AAPL TSLA MSFT")]
    [InlineData(null, null, "-symbol", "TSLA MSFT BTC-USD AAPL AAPL.BATS AAPL.NYSE")]
    public void Choose_View_FiltersAndSortsAcrossFeeds(string? feeds, string? find, string? sort, string expected) => Assert.Equal(
        expected,
        string.Join(" | ", MarketView.Parse(feeds, find, sort).Choose(Rows).Select(group => string.Join(' ', group.Select(Name)))));

    [Fact]
    public void Toggle_LastFeed_ShowsAllAgain() =>
        Assert.Equal("/market", MarketView.Default.Toggle("quotes").Toggle("quotes").Uri);

    private static string Name(MarketRow row) =>
        row.Instrument.Venue.Length == 0 ? row.Instrument.Symbol : $"{row.Instrument.Symbol}.{row.Instrument.Venue}";

    private static MarketRow Row(string feed, string symbol, string venue, decimal last, decimal? volume) => new(
        new Instrument(feed, symbol, venue), last, null, null,
        volume is { } traded ? new SessionFigures(last, last, last, last, traded, last * traded, 1) : null, [last], 2, Now,
        TimeSpan.FromSeconds(10), "unstated", null);
}
