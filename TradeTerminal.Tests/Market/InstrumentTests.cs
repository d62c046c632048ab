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
    [InlineData("BTC/USDT:USDT", "trades", "BTC/USDT:USDT", "", "BTC/USDT:USDT")]
    [InlineData("btc/usdt:usdt", "trades", "BTC/USDT:USDT", "", "BTC/USDT:USDT")]
    [InlineData("trades:BTC/USDT:USDT", "trades", "BTC/USDT:USDT", "", "BTC/USDT:USDT")]
    [InlineData("CRYPTO:BTCUSD", "trades", "CRYPTO:BTCUSD", "", "CRYPTO:BTCUSD")]
    [InlineData("crypto:BTC/USDT:USDT", "crypto", "BTC/USDT:USDT", "", "crypto:BTC/USDT:USDT|")]
    [InlineData("quotes:BTC/USDT:USDT|", "quotes", "BTC/USDT:USDT", "", "quotes:BTC/USDT:USDT|")]
    [InlineData("quotes:BTC/USDT:USDT:kraken", "quotes", "BTC/USDT:USDT", "KRAKEN", "quotes:BTC/USDT:USDT|KRAKEN")]
    [InlineData("quotes:AAPL|X:Y", "quotes", "AAPL", "X:Y", "quotes:AAPL|X:Y")]
    [InlineData("SPY   260417C00500000", "trades", "SPY   260417C00500000", "", "SPY   260417C00500000")]
    [InlineData("^gspc", "trades", "^GSPC", "", "^GSPC")]
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
    [InlineData("quotes:AAPL:")]
    [InlineData("qoutes:AAPL")]
    [InlineData("crypto:BTC|NYSE")]
    [InlineData("AAPL|NYSE")]
    [InlineData("quotes:AAPL|NY|SE")]
    [InlineData("<script>")]
    public void TryParse_Nonsense_IsRefused(string? text) => Assert.False(Instrument.TryParse(text, out _));
}
