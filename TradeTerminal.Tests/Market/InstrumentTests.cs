using TradeTerminal.Market;

namespace TradeTerminal.Tests.Market;

public sealed class InstrumentTests
{
    [Theory]
    [InlineData("aapl", "trades", "AAPL", "", "AAPL")]
    [InlineData("trades:AAPL", "trades", "AAPL", "", "AAPL")]
    [InlineData("Crypto:btc-usd", "crypto", "BTC-USD", "", "crypto:BTC-USD")]
    [InlineData("quotes:AAPL", "quotes", "AAPL", "", "quotes:AAPL")]
    [InlineData("quotes:AAPL:nyse", "quotes", "AAPL", "NYSE", "quotes:AAPL:NYSE")]
    public void TryParse_AnyForm_GivesItsKeyBack(string text, string feed, string symbol, string venue, string key)
    {
        Assert.True(Instrument.TryParse(text, out var instrument));
        Assert.Equal(new Instrument(feed, symbol, venue), instrument);
        Assert.Equal(key, instrument.Key);
        Assert.True(Instrument.TryParse(key, out var again));
        Assert.Equal(instrument, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("crypto:")]
    [InlineData("unknown:X")]
    [InlineData("order_book:AAPL")]
    [InlineData("crypto:BTC:NYSE")]
    [InlineData("quotes:AAPL:")]
    [InlineData("quotes:AAPL:NYSE:X")]
    [InlineData("<script>")]
    public void TryParse_Nonsense_IsRefused(string? text) => Assert.False(Instrument.TryParse(text, out _));
}
