using TradeTerminal.Market;
using TradeTerminal.Market.Symbols;

namespace TradeTerminal.Tests.Market.Symbols;

public sealed class SymbolNamesTests
{
    private static readonly SymbolNames Names = new(
    [
        new("crypto", "BTC-USD"), new("quotes", "META", "NYSE"), new("quotes", "AAPL", "NYSE"), new("quotes", "AAPL", "BATS"),
        new("trades", "MSFT"), new("trades", "AAPL"), new("trades", "USDA"), new("trades", "AAPL"),
    ]);

    [Theory]
    [InlineData("aapl", "AAPL quotes:AAPL quotes:AAPL:BATS quotes:AAPL:NYSE")]
    [InlineData("us", "USDA crypto:BTC-USD")]
    [InlineData("usda", "USDA")]
    [InlineData("quotes:a", "quotes:AAPL quotes:AAPL:BATS quotes:AAPL:NYSE")]
    [InlineData(":nyse", "quotes:AAPL:NYSE quotes:META:NYSE")]
    [InlineData("apl:ny", "quotes:AAPL:NYSE")]
    [InlineData("crypto", "crypto:BTC-USD")]
    [InlineData(" msft ", "MSFT")]
    [InlineData("zzz", "")]
    public void Find_Text_FindsTheSameThenBeginningsThenWhatContainsIt(string text, string found) =>
        Assert.Equal(found, Keys(Names.Find(text, 20)));

    [Fact]
    public void Find_ExactNameAfterManyBeginnings_IsFirst()
    {
        var names = new SymbolNames([.. Enumerable.Range(0, 100).Select(i => new Instrument("trades", $"BTC{i}")), new("crypto", "BTC")]);

        Assert.Equal("crypto:BTC BTC0 BTC1", Keys(names.Find("btc", 3)));
    }

    [Fact]
    public void Find_TradedOnly_LeavesOtherFeedsOut() => Assert.Equal("AAPL USDA", Keys(Names.Find("a", 20, isTraded: true)));

    [Fact]
    public void Has_InstrumentOfAnyVenue_IsKnown()
    {
        Assert.True(Names.Has(new Instrument("quotes", "AAPL")));
        Assert.True(Names.Has(new Instrument("quotes", "AAPL", "BATS")));
        Assert.False(Names.Has(new Instrument("quotes", "AAPL", "LSE")));
        Assert.Equal((3, 3, 1, 0), (Names.CountOf("trades"), Names.CountOf("quotes"), Names.CountOf("crypto"), Names.CountOf("indices")));
    }

    [Fact]
    public void With_WhatIsKnown_IsTheSame()
    {
        Assert.Same(Names, Names.With([new("trades", "AAPL")]));
        Assert.Equal(["AAPL", "AMZN", "MSFT", "USDA"], Names.With([new("trades", "AMZN")]).Tickers);
    }

    private static string Keys(IEnumerable<Instrument> found) => string.Join(' ', found.Select(one => one.Key));
}
