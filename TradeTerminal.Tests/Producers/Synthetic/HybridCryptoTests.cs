using System.Text.Json;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class HybridCryptoTests : IAsyncLifetime
{
    private PriceServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PriceServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Advance_MarketAwayThenThereThenAway_EveryTickSaysWhatItIs()
    {
        _server.Answer("busy", 503);
        using var crypto = Crypto("BTC-USD");
        await Eventually.TrueAsync(() => _server.Asked > 0, () => "The market is asked");

        var tick = Next(crypto);
        Assert.Equal(["symbol", "price", "timestamp", "origin"], tick.Fields());
        Assert.Equal("synthetic", tick.Text("origin"));
        Assert.InRange(tick.Number("price"), 86_995, 87_005);
        Assert.Equal(new DateTimeOffset(Steps.Start).ToUnixTimeMilliseconds() / 1_000m, tick.Number("timestamp"));

        _server.Answer("""{"price":91000}""");
        await Eventually.TrueAsync(() => Next(crypto).Text("origin") == "real", () => "The real price comes");
        var source = Assert.Single(crypto.Sources);
        Assert.Equal(("BTC-USD", 91_000m), (source.Symbol, source.Real!.Price));

        _server.Answer("busy", 503);
        await Eventually.TrueAsync(() => Next(crypto).Text("origin") == "jittered"
            && crypto.Sources[0].Problem is not null, () => "The market is away");
        tick = Next(crypto);
        Assert.Equal("jittered", tick.Text("origin"));
        Assert.InRange(tick.Number("price"), 90_995, 91_005);
        source = Assert.Single(crypto.Sources);
        Assert.Equal(PriceOrigin.Jittered, source.Origin);
        Assert.Equal(source.Real!.At.ToUnixTimeMilliseconds() / 1_000m, tick.Number("real_timestamp"));
    }

    [Fact]
    public async Task Advance_TwoCoins_EachAsksForItsOwn()
    {
        _server.Answer(context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
            context.Response, context.Request.Query["symbol"] == "BTC/USD" ? """{"price":91000}""" : """{"price":3100}"""));
        using var crypto = Crypto("BTC/USD", "ETH-USD");

        await Eventually.TrueAsync(
            () =>
            {
                Steps.Next(crypto, Steps.Start);
                return crypto.Sources.All(source => source.Real is not null);
            },
            () => "Both answer");

        Assert.Equal([91_000m, 3_100m], crypto.Sources.Select(source => source.Real!.Price));
    }

    [Theory]
    [InlineData("yahoo", "BTC-USD", "https://query1.finance.yahoo.com/v8/finance/chart/BTC-USD?interval=1m&range=1d")]
    [InlineData("Binance", "BTCUSDT", "https://api.binance.com/api/v3/ticker/price?symbol=BTCUSDT")]
    public void Endpoint_Preset_HasAddressPathAndSymbol(string preset, string symbol, string address)
    {
        var endpoint = CryptoEndpoint.Of(new CryptoOptions { Preset = preset });

        Assert.Equal((symbol, address), (endpoint.Symbol, endpoint.Address(endpoint.Symbol).AbsoluteUri));
        Assert.True(JsonPath.TryParse(endpoint.Path, out _));
    }

    private HybridCrypto Crypto(params string[] symbols) => new(
        symbols, 1,
        new CryptoOptions { Url = $"{_server.Url}/price?symbol={{symbol}}", Path = "price", PollInterval = TimeSpan.FromMilliseconds(20) },
        TimeProvider.System);

    private static JsonElement Next(HybridCrypto crypto) =>
        JsonSerializer.Deserialize<JsonElement>(Assert.Single(Steps.Next(crypto, Steps.Start)).Value);
}
