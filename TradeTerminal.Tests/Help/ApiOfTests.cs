using TradeTerminal.Alerts;
using TradeTerminal.Help;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tape;

namespace TradeTerminal.Tests.Help;

public sealed class ApiOfTests
{
    [Theory]
    [InlineData("AAPL", "GET /api/candles?ticker=AAPL&interval=5m")]
    [InlineData("crypto:BTC-USD", "GET /api/candles?ticker=BTC-USD&feed=crypto&interval=5m")]
    [InlineData("quotes:AAPL:NYSE", "GET /api/candles?ticker=AAPL&feed=quotes&venue=NYSE&interval=5m")]
    public void Candles_OfAChart_AskForIt(string chart, string call) => Assert.Equal(call, ApiOf.Candles(chart, "5m")[0].Call);

    [Fact]
    public void Tape_LargeSells_AsksForThem()
    {
        var calls = ApiOf.Tape(TickerFilter.Of(["AAPL", "MSFT"]), new TapeFilter(Side.Sell, 500));

        Assert.Equal("GET /api/trades?tickers=AAPL,MSFT&side=sell&sizeFrom=500", calls[0].Call);
    }

    [Fact]
    public void Symbol_OfFeeds_AsksEachAndDeletesNothing()
    {
        Assert.Equal(
            ["GET /api/symbols/quotes/AAPL", "GET /api/symbols/positions/AAPL", "DELETE /api/symbols/{feed}/AAPL"],
            ApiOf.Symbol("AAPL", ["quotes", "positions"]).Select(one => one.Call));
        Assert.Equal("GET /api/symbols/{feed}/AAPL", ApiOf.Symbol("AAPL", null)[0].Call);
    }

    [Fact]
    public void Tape_All_AsksForAll() => Assert.Equal("GET /api/trades", ApiOf.Tape(TickerFilter.All, TapeFilter.All)[0].Call);

    [Fact]
    public void Alerts_OfAChoice_CarryIt()
    {
        var calls = ApiOf.Alerts(AlertView.Parse("risk", "TRADER_001", null, null, null), null);

        Assert.Equal("GET /api/alerts?kind=risk&symbol=TRADER_001", calls[0].Call);
        Assert.Equal("POST /api/alerts/snooze {\"kind\":\"risk\",\"symbol\":\"TRADER_001\",\"minutes\":15}", calls[2].Call);
    }
}
