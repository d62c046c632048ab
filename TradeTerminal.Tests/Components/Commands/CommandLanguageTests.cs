using TradeTerminal.Components;
using TradeTerminal.Components.Commands;
using TradeTerminal.Market;
using TradeTerminal.Producers;

namespace TradeTerminal.Tests.Components.Commands;

public sealed class CommandLanguageTests
{
    private static readonly CommandScope Scope = new(
        TerminalView.Parse("AAPL,MSFT", "MSFT", "5s"), ["AAPL", "AMZN", "BRK.B", "MSFT", "NVDA"],
        [new Instrument("crypto", "BTC-USD"), new Instrument("quotes", "AAPL", "NYSE"), new Instrument("quotes", "META", "NYSE")],
        [.. ProducerKinds.All(new ProducerOptions(), TimeProvider.System)]);

    [Theory]
    [InlineData("AAPL", "/?tickers=AAPL,MSFT&chart=AAPL&interval=5s", "GET /api/candles?ticker=AAPL&interval=5s")]
    [InlineData("aapl 5m", "/?tickers=AAPL,MSFT&chart=AAPL&interval=5m", "GET /api/candles?ticker=AAPL&interval=5m")]
    [InlineData("  brk.b   1H ", "/?tickers=AAPL,MSFT&chart=BRK.B&interval=1h", "GET /api/candles?ticker=BRK.B&interval=1h")]
    [InlineData("15m", "/?tickers=AAPL,MSFT&chart=MSFT&interval=15m", "GET /api/candles?ticker=MSFT&interval=15m")]
    [InlineData("btc-usd 5m", "/?tickers=AAPL,MSFT&chart=crypto:BTC-USD&interval=5m", "GET /api/candles?ticker=BTC-USD&feed=crypto&interval=5m")]
    [InlineData("meta", "/?tickers=AAPL,MSFT&chart=quotes:META&interval=5s", "GET /api/candles?ticker=META&feed=quotes&interval=1m")]
    [InlineData("quotes:AAPL:nyse", "/?tickers=AAPL,MSFT&chart=quotes:AAPL:NYSE&interval=5s", "GET /api/candles?ticker=AAPL&feed=quotes&interval=1m")]
    [InlineData("only msft NVDA", "/?tickers=MSFT,NVDA&chart=MSFT&interval=5s", "GET /api/summary?tickers=MSFT,NVDA")]
    [InlineData("ONLY nvda,aapl", "/?tickers=AAPL,NVDA&interval=5s", "GET /api/summary?tickers=AAPL,NVDA")]
    [InlineData("all", "/?chart=MSFT&interval=5s", "GET /api/summary")]
    [InlineData("none", "/?tickers=none&interval=5s", "GET /api/summary")]
    [InlineData("alerts", "/alerts", "GET /api/alerts")]
    [InlineData("Market ", "/market", "GET /api/quotes")]
    [InlineData("terminal", "/", "GET /api/tickers")]
    public void Read_View_GivesItsAddressAndCall(string line, string uri, string api)
    {
        var command = First(line);

        Assert.Equal((uri, api), (command.Uri, command.Api));
    }

    [Theory]
    [InlineData("produce", "trades", null, "POST /api/producer/start")]
    [InlineData("produce 100", "trades", 100, "POST /api/producer/start {\"rate\":100}")]
    [InlineData("produce 1,000", "trades", 1, "POST /api/producer/start {\"rate\":1}", false)]
    [InlineData("produce quotes", "quotes", null, "POST /api/producers/quotes/start")]
    [InlineData("produce Quotes 5", "quotes", 5, "POST /api/producers/quotes/start {\"rate\":5}")]
    public void Read_Produce_OrdersIt(string line, string name, int? rate, string api, bool isOne = true)
    {
        var reading = CommandLanguage.Read(line, Scope);
        if (!isOne)
        {
            Assert.Contains("whole number", reading.Problem, StringComparison.Ordinal);
            return;
        }

        var command = reading.Commands[0];
        Assert.Equal((name, true, rate), (command.Order!.Kind.Name, command.Order.Starts, command.Order.Rate));
        Assert.Equal(api, command.Api);
    }

    [Theory]
    [InlineData("stop", "trades", "POST /api/producer/stop")]
    [InlineData("stop crypto", "crypto", "POST /api/producers/crypto/stop")]
    public void Read_Stop_OrdersIt(string line, string name, string api)
    {
        var command = First(line);

        Assert.Equal((name, false, api), (command.Order!.Kind.Name, command.Order.Starts, command.Api));
    }

    [Theory]
    [InlineData("theme light", "theme", "light")]
    [InlineData("THEME Dark", "theme", "dark")]
    [InlineData("colours green-red", "palette", "green-red")]
    [InlineData("pause", "pause", "")]
    [InlineData("tour", "tour", "")]
    [InlineData("keys", "keys", "")]
    public void Read_Browser_Acts(string line, string name, string value) =>
        Assert.Equal(new BrowserAct(name, value), First(line).Act);

    [Theory]
    [InlineData("", "AAPL", "market", "alerts", "only ", "produce ", "stop", "theme ", "keys")]
    [InlineData("a", "AAPL", "AMZN", "quotes:AAPL", "alerts", "all")]
    [InlineData("p", "positions", "producer", "pipeline", "produce ", "pause")]
    [InlineData("aapl 1", "AAPL 1s", "AAPL 1m", "AAPL 15m", "AAPL 1h")]
    [InlineData("only aapl n", "only AAPL NVDA")]
    [InlineData("theme", "theme dark", "theme light", "theme contrast")]
    [InlineData("stop q", "stop quotes")]
    [InlineData("alerts", "alerts")]
    public void Read_Unfinished_OffersWhatItMayBecome(string line, params string[] offered) =>
        Assert.Equal(offered, CommandLanguage.Read(line, Scope).Commands.Select(command => command.Text));

    [Theory]
    [InlineData("zzzz", "no ticker of that name")]
    [InlineData("AAPL 7q", "1s, 5s, 1m, 5m, 15m, 1h")]
    [InlineData("AAPL MSFT", "only AAPL MSFT")]
    [InlineData("only AAPL ZZZ ", "No ticker ZZZ has traded here")]
    [InlineData("produce fast", "produce 100")]
    [InlineData("produce 0", "1 to 1,000,000")]
    [InlineData("produce -5", "1 to 1,000,000")]
    [InlineData("produce 1000001", "1 to 1,000,000")]
    [InlineData("produce quotes 5 6", "produce quotes 100")]
    [InlineData("stop everything", "Type stop")]
    [InlineData("theme pink", "theme dark or theme light or theme contrast")]
    [InlineData("<img src=x onerror=alert(1)>", "is no command")]
    public void Read_Wrong_SaysWhatToType(string line, string says)
    {
        var reading = CommandLanguage.Read(line, Scope);

        Assert.Empty(reading.Commands);
        Assert.Contains(says, reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyText_NeitherThrowsNorOffersMoreThanItsBound()
    {
        const string Alphabet = "aAplm50 \t,:.-/<>é\0";
        var random = new Random(3);
        var words = new[] { "", "only ", "produce ", "stop ", "theme ", "AAPL ", "quotes:" };
        for (var i = 0; i < 5_000; i++)
        {
            var line = words[random.Next(words.Length)] + string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            var reading = CommandLanguage.Read(line, Scope);

            Assert.InRange(reading.Commands.Length, reading.Problem is null ? 1 : 0, CommandLanguage.MostShown);
            Assert.All(reading.Commands, command => Assert.True(command.Uri?.StartsWith('/') != false));
        }

        Assert.NotNull(CommandLanguage.Read(new string('x', 100_000), Scope).Problem);
    }

    [Fact]
    public void Read_NothingStoredYet_StillKnowsTheRest()
    {
        var empty = Scope with { Symbols = [], Others = [], View = TerminalView.Default };

        Assert.Equal("market", CommandLanguage.Read("", empty).Commands[0].Text);
        Assert.Contains("such as only MSFT", CommandLanguage.Read("only AAPL", empty).Problem, StringComparison.Ordinal);
        Assert.Contains("no ticker of that name", CommandLanguage.Read("AAPL", empty).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_Letters_DifferAndLeadToPagesThereAre()
    {
        Assert.Equal(PageShortcut.All.Length, PageShortcut.All.Select(page => page.Letter).Distinct().Count());
        Assert.True(PageShortcut.All.Length >= 6);
    }

    private static Command First(string line)
    {
        var reading = CommandLanguage.Read(line, Scope);
        Assert.Null(reading.Problem);
        return reading.Commands[0];
    }
}
