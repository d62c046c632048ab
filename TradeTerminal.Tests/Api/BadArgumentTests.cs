using System.Net;
using System.Text;
using System.Text.Json;
using TradeTerminal.Alerts;
using TradeTerminal.Api;
using TradeTerminal.Help;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tape;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Api;

[Collection(ApiHost.Collection)]
public sealed class BadArgumentTests(ApiHost host)
{
    private readonly HttpClient _client = host.Terminal.Client;

    [Theory]
    [InlineData("/api/trades?limit=0", "limit", "1 to 1000")]
    [InlineData("/api/trades?limit=1001", "limit", "1 to 1000")]
    [InlineData("/api/trades?limit=ten", "limit", "1 to 1000")]
    [InlineData("/api/trades?limit=", "limit", "1 to 1000")]
    [InlineData("/api/trades?limit=99999999999", "limit", "1 to 1000")]
    [InlineData("/api/trades?from=yesterday", "from", "ISO-8601")]
    [InlineData("/api/trades?to=2026-02-31T00:00:00Z", "to", "ISO-8601")]
    [InlineData("/api/trades?from=2026-03-02&to=2026-03-01", "from", "'to'")]
    [InlineData("/api/trades?side=hold", "side", "buy, sell or unknown")]
    [InlineData("/api/trades?priceFrom=cheap", "priceFrom", "a price")]
    [InlineData("/api/trades?priceTo=-1x", "priceTo", "a price")]
    [InlineData("/api/trades?priceTo=1e3", "priceTo", "a price")]
    [InlineData("/api/trades?priceFrom=1.1234567890123456789", "priceFrom", "18 after it")]
    [InlineData("/api/trades?priceFrom=2&priceTo=1", "priceFrom", "'priceTo'")]
    [InlineData("/api/trades?sizeFrom=-1.5", "sizeFrom", "0 or more")]
    [InlineData("/api/trades?sizeTo=10000000000000000", "sizeTo", "16 digits")]
    [InlineData("/api/trades?sizeFrom=2&sizeTo=1", "sizeFrom", "'sizeTo'")]
    [InlineData("/api/trades.csv?priceFrom=cheap", "priceFrom", "a price")]
    [InlineData("/api/trades.csv?tickers=A*", "tickers", "A-Z")]
    [InlineData("/api/trades?tickers=A*", "tickers", "A-Z")]
    [InlineData("/api/trades?tickers=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456", "tickers", "1 to 32")]
    [InlineData("/api/trades?before=nonsense", "before", "Link")]
    [InlineData("/api/trades?before=bnVsbA", "before", "Link")]
    [InlineData("/api/trades?before=e30%3D%3D%3D", "before", "Link")]
    [InlineData("/api/trades?before=eyJBdCI6IjIwMjYtMDMtMDFUMDA6MDA6MDAiLCJQYXJ0aXRpb24iOjAsIk9mZnNldCI6MCwiSWQiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAifQ", "before", "Link")]
    [InlineData("/api/candles", "ticker", "one symbol")]
    [InlineData("/api/candles?ticker=%3Cscript%3E", "ticker", "A-Z")]
    [InlineData("/api/candles?ticker=AAPL&interval=7m", "interval", "a day must divide into it evenly")]
    [InlineData("/api/candles?ticker=AAPL&interval=1M", "interval", "such as 45s, 3m or 2h")]
    [InlineData("/api/candles?ticker=AAPL&interval=90s", "interval", "such as 45s, 3m or 2h")]
    [InlineData("/api/gaps", "ticker", "one symbol")]
    [InlineData("/api/gaps?ticker=AAPL&limit=501", "limit", "500")]
    [InlineData("/api/gaps?ticker=AAPL&from=2026-03-02&to=2026-03-01", "from", "'to'")]
    [InlineData("/api/candles?ticker=AAPL&take=last", "take", "newest, oldest")]
    [InlineData("/api/candles?ticker=AAPL&limit=5001", "limit", "5000")]
    [InlineData("/api/candles?ticker=AAPL&feed=unknown", "feed", "trades, quotes, commodities, crypto, indices")]
    [InlineData("/api/candles?ticker=AAPL&feed=order_book", "feed", "trades, quotes")]
    [InlineData("/api/candles?ticker=AAPL&feed=crypto&venue=NYSE", "venue", "feed quotes")]
    [InlineData("/api/candles?ticker=AAPL&venue=N*", "venue", "A-Z")]
    [InlineData("/api/quotes?symbols=A*", "symbols", "A-Z")]
    [InlineData("/api/order-flow", "symbol", "A-Z")]
    [InlineData("/api/quotes?feed=trades", "feed", "quotes, commodities, crypto, indices")]
    [InlineData("/live?tickers=unknown:X", "tickers", "crypto:BTC-USD")]
    [InlineData("/api/trades?tickers=crypto:BTC-USD", "tickers", "1 to 32")]
    [InlineData("/api/summary?window=1001", "window", "1 to 1000")]
    [InlineData("/api/summary?tickers=%E2%82%AC", "tickers", "A-Z")]
    [InlineData("/api/rejected?reason=bad", "reason", "missing_field")]
    [InlineData("/api/rejected?feed=bonds", "feed", "order_book")]
    [InlineData("/api/rejected?resubmitted=yes", "resubmitted", "duplicate")]
    [InlineData("/api/rejected?id=orders/1", "id", "TOPIC/PARTITION/OFFSET")]
    [InlineData("/api/rejected.csv?from=2026-03-02&to=2026-03-01", "from", "no later")]
    [InlineData("/api/rejected?limit=-1", "limit", "1 to 1000")]
    [InlineData("/api/rejected?before=e30", "before", "Link")]
    [InlineData("/api/positions?book=bonds", "book", "commodities, traders")]
    [InlineData("/api/positions?symbols=A*", "symbols", "A-Z")]
    [InlineData("/api/positions?limit=10001", "limit", "10000")]
    [InlineData("/api/pnl?book=", "book", "commodities, traders")]
    [InlineData("/api/pnl/day?day=yesterday", "day", "2026-03-01")]
    [InlineData("/api/pnl/day?book=commodities&traders=A", "traders", "of the book traders")]
    [InlineData("/api/alerts/hours?day=2026-02-30", "day", "2026-03-01")]
    [InlineData("/api/volume/hours?tickers=%20x%7Cy", "tickers", "at most 500")]
    [InlineData("/api/incidents?kind=fire", "kind", "database, kafka, lagging")]
    [InlineData("/api/incidents?open=maybe", "open", "true, false")]
    [InlineData("/api/pipeline/history?span=year", "span", "hour, day, week")]
    [InlineData("/api/pipeline/history?feed=bonds", "feed", "trades, quotes")]
    [InlineData("/api/pipeline/history?at=noon", "at", "ISO-8601")]
    [InlineData("/api/statistics?from=1", "from", "ISO-8601")]
    [InlineData("/api/alerts?kind=boredom", "kind", "order_imbalance")]
    [InlineData("/api/alerts?severity=mild", "severity", "limit_exceeded")]
    [InlineData("/api/alerts?symbol=", "symbol", "64")]
    [InlineData("/api/alerts?symbol=A%00B", "symbol", "64")]
    [InlineData("/api/alerts?since=today", "since", "ISO-8601")]
    [InlineData("/api/alerts?limit=0", "limit", "1 to 1000")]
    [InlineData("/api/alerts?before=e30", "before", "Link")]
    [InlineData("/api/digest", "since", "at most 7 days ago")]
    [InlineData("/api/digest?since=soon", "since", "ISO-8601")]
    [InlineData("/api/digest?since=2026-01-01T00:00:00Z", "since", "at most 7 days ago")]
    [InlineData("/api/digest?since=2126-01-01T00:00:00Z", "since", "in the past")]
    [InlineData("/api/digest?since=2026-01-01T00:00:00Z&tickers=A*", "tickers", "A-Z")]
    [InlineData("/api/stream?tickers=A%00B", "tickers", "A-Z")]
    [InlineData("/live?tickers=a%7Cb", "tickers", "A-Z")]
    [InlineData("/api/candles?tikcer=AAPL", "tikcer", "Is 'ticker' meant? This address takes ticker, interval, from, to, limit, take, feed, venue.")]
    [InlineData("/api/trades?TICKRES=AAPL", "TICKRES", "Is 'tickers' meant?")]
    [InlineData("/api/trades?zone=UTC", "zone", "'zone' is not known here. This address takes tickers")]
    [InlineData("/api/trades.csv?limit=5", "limit", "'limit' is not known here.")]
    [InlineData("/api/tickers?tickers=AAPL", "tickers", "takes no arguments")]
    [InlineData("/api/status?=5", "", "takes no arguments")]
    [InlineData("/api/stream?ticker=AAPL", "ticker", "Is 'tickers' meant?")]
    [InlineData("/live?ticker=list:NONE", "ticker", "Is 'tickers' meant?")]
    [InlineData("/api/rules?kind=risk", "kind", "takes no arguments")]
    [InlineData("/api/symbols/trades/AAPL?confrim=AAPL", "confrim", "takes no arguments")]
    [InlineData("/api/scenarios/arbitrage?slow=true", "slow", "takes no arguments")]
    [InlineData("/api/replay?x", "x", "takes no arguments")]
    [InlineData("/openapi/v1.json?x=1", "x", "takes no arguments")]
    public async Task Get_BadArgument_NamesItAndWhatItMayBe(string path, string argument, string allowed)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative));

        await AssertNamesAsync(response, argument, allowed);
    }

    [Fact]
    public async Task Send_AnyAddressWithAnUnknownArgument_IsRefusedAndDoesNothing()
    {
        var document = await host.Terminal.GetAsync("/openapi/v1.json");
        foreach (var (path, method) in document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name))))
        {
            var address = path.Replace("{feed}", "trades", StringComparison.Ordinal).Replace("{name}", "trades", StringComparison.Ordinal)
                .Replace("{symbol}", "A/B", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal)
                .Replace("}", "", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"{address}?no-such=1", UriKind.Relative));
            using var response = await _client.SendAsync(request);

            // Monitors and scrapers may add what they like.
            if (path.StartsWith("/health", StringComparison.Ordinal) || path == "/metrics")
            {
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                continue;
            }

            await AssertNamesAsync(response, "no-such", "'no-such' is not known here");
        }
    }

    [Fact]
    public async Task Get_CallsThatThePagesShow_HaveNoUnknownArgument()
    {
        var (all, some, day) = (TickerFilter.All, TickerFilter.Of(["AAPL", "MSFT"]), new DateOnly(2026, 3, 1));
        var calls = new[]
        {
            ApiOf.Candles("quotes:AAPL:NYSE", "5m", new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc)),
            ApiOf.Window(some), ApiOf.Lines(some), ApiOf.OrderFlow("AAPL"), ApiOf.Tape(some, new TapeFilter(Side.Sell, 500)),
            ApiOf.Alerts(AlertView.Parse("risk", "TRADER_001", "warning", null, null), null),
            ApiOf.AlertHours(AlertView.Parse("risk", "AAPL", "warning", null, null), day),
            ApiOf.VolumeHours(some, day), ApiOf.VolumeHours(all, day), ApiOf.PnlDay("traders", day),
            ApiOf.Rules, ApiOf.Replay, ApiOf.Scenarios,
            ApiOf.Deletions, ApiOf.Runs, ApiOf.Market, ApiOf.Pipeline, ApiOf.Rejects("json"), ApiOf.Positions("traders", some),
        };
        var asked = calls.SelectMany(calls => calls).Select(one => one.Call).Where(call => call.StartsWith("GET ", StringComparison.Ordinal));
        foreach (var call in asked)
        {
            using var response = await _client.GetAsync(new Uri(call[4..], UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            Assert.True(
                response.StatusCode != HttpStatusCode.BadRequest
                    || !(await response.Content.ReadAsStringAsync()).Contains("is not known here", StringComparison.Ordinal),
                call);
        }
    }

    [Theory]
    [InlineData("ticker", "ticker", 0)]
    [InlineData("ticker", "TICKER", 0)]
    [InlineData("ticker", "tikcer", 1)]
    [InlineData("ticker", "tickers", 1)]
    [InlineData("from", "form", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("limit", "window", 5)]
    public void Distance_TwoWords_CountsWhatWasMistyped(string one, string other, int expected) =>
        Assert.Equal(expected, Spelling.Distance(one, other));

    [Theory]
    [InlineData("""{"rate":-1}""", "rate", "1,000,000")]
    [InlineData("""{"rate":1000001}""", "rate", "1,000,000")]
    [InlineData("""{"rate":"fast"}""", "rate", "openapi")]
    [InlineData("""{"rate":1.5}""", "rate", "openapi")]
    [InlineData("""{"tickers":["A|B"]}""", "tickers", "A-Z")]
    [InlineData("""{"tickers":[null]}""", "tickers", "A-Z")]
    [InlineData("""{"tickers":"AAPL"}""", "tickers", "openapi")]
    [InlineData("""{"seed":"x"}""", "seed", "openapi")]
    [InlineData("""{"rats":5}""", "rats", "openapi")]
    [InlineData("[]", "body", "JSON object")]
    [InlineData("{", "body", "JSON object")]
    public async Task StartProducer_BadBody_NamesTheField(string body, string argument, string allowed)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri("/api/producer/start", UriKind.Relative), content);

        await AssertNamesAsync(response, argument, allowed);
        Assert.False((await host.Terminal.GetAsync("/api/producer")).GetProperty("running").GetBoolean());
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/trades/1", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/trades", HttpStatusCode.MethodNotAllowed)]
    public async Task Send_NoSuchAddressOrMethod_GivesProblemDetails(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var response = await _client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("/openapi/v1.json", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartProducer_AsAForm_IsToldTheContentType()
    {
        using var content = new StringContent("""{"rate":5}""", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _client.PostAsync(new Uri("/api/producer/start", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/json", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task AssertNamesAsync(HttpResponseMessage response, string argument, string allowed)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var errors = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("errors");
        Assert.Contains(allowed, errors.GetProperty(argument)[0].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }
}
