using TradeTerminal.Commands;
using TradeTerminal.History;
using TradeTerminal.Market;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Producers;
using TradeTerminal.Settings;
using TradeTerminal.Terminal;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Tests.Commands;

public sealed class CommandLanguageTests
{
    private static readonly CommandScope Scope = new(
        TerminalView.Parse("AAPL,MSFT", "MSFT", "5s"),
        new SymbolNames(
        [
            .. new[] { "AAPL", "AMZN", "BRK.B", "MSFT", "NVDA" }.Select(ticker => new Instrument("trades", ticker)),
            new Instrument("crypto", "BTC-USD"), new Instrument("quotes", "AAPL", "NYSE"), new Instrument("quotes", "META", "NYSE"),
            new Instrument("trades", "SPY   260417C00500000"), new Instrument("trades", "^GSPC"), new Instrument("crypto", "BTC/USDT:USDT"),
        ]),
        [.. ProducerKinds.All(new ProducerOptions(), TimeProvider.System)])
    {
        Lists = new WatchlistSet([new Watchlist("tech", ["NVDA", "AAPL"]), new Watchlist("fx", ["EUR"])]),
        UtcNow = new DateTime(2026, 11, 21, 12, 0, 30, DateTimeKind.Utc),
    };

    private static readonly CommandScope Berlin = Scope with { Clock = ViewerClock.Of(ViewerSettings.Default.With(Setting.Zone, "Europe/Berlin")) };

    [Theory]
    [InlineData("AAPL", "/?tickers=AAPL,MSFT&chart=AAPL&interval=5s", "GET /api/candles?ticker=AAPL&interval=5s")]
    [InlineData("aapl 5m", "/?tickers=AAPL,MSFT&chart=AAPL&interval=5m", "GET /api/candles?ticker=AAPL&interval=5m")]
    [InlineData("  brk.b   1H ", "/?tickers=AAPL,MSFT&chart=BRK.B&interval=1h", "GET /api/candles?ticker=BRK.B&interval=1h")]
    [InlineData("15m", "/?tickers=AAPL,MSFT&chart=MSFT&interval=15m", "GET /api/candles?ticker=MSFT&interval=15m")]
    [InlineData("btc-usd 5m", "/?tickers=AAPL,MSFT&chart=crypto:BTC-USD&interval=5m", "GET /api/candles?ticker=BTC-USD&feed=crypto&interval=5m")]
    [InlineData("meta", "/?tickers=AAPL,MSFT&chart=quotes:META&interval=5s", "GET /api/candles?ticker=META&feed=quotes&interval=5s")]
    [InlineData("quotes:AAPL:nyse", "/?tickers=AAPL,MSFT&chart=quotes:AAPL:NYSE&interval=5s", "GET /api/candles?ticker=AAPL&feed=quotes&venue=NYSE&interval=5s")]
    [InlineData("only msft NVDA", "/?tickers=MSFT,NVDA&chart=MSFT&interval=5s", "GET /api/summary?tickers=MSFT,NVDA")]
    [InlineData("ONLY nvda,aapl", "/?tickers=AAPL,NVDA&interval=5s", "GET /api/summary?tickers=AAPL,NVDA")]
    [InlineData("all", "/?chart=MSFT&interval=5s", "GET /api/summary")]
    [InlineData("none", "/?tickers=none&interval=5s", "GET /api/summary")]
    [InlineData("list tech", "/?tickers=list:tech&interval=5s", "GET /api/summary?tickers=list:tech")]
    [InlineData("watchlists", "/watchlists", "GET /api/watchlists")]
    [InlineData("delete meta", "/symbols/META", "GET /api/symbols/quotes/META")]
    [InlineData("open aapl", "/instrument/AAPL", "GET /api/quotes?symbols=AAPL")]
    [InlineData("open btc", "/instrument/BTC-USD", "GET /api/quotes?symbols=BTC-USD")]
    [InlineData("buys", "/?tickers=AAPL,MSFT&chart=MSFT&interval=5s&side=buy", "GET /api/trades?tickers=AAPL,MSFT&side=buy")]
    [InlineData("Sells OVER 500", "/?tickers=AAPL,MSFT&chart=MSFT&interval=5s&side=sell&size=500", "GET /api/trades?tickers=AAPL,MSFT&side=sell&sizeFrom=500")]
    [InlineData("trades over 50", "/?tickers=AAPL,MSFT&chart=MSFT&interval=5s&size=50", "GET /api/trades?tickers=AAPL,MSFT&sizeFrom=50")]
    [InlineData("trades", "/?tickers=AAPL,MSFT&chart=MSFT&interval=5s", "GET /api/trades?tickers=AAPL,MSFT")]
    [InlineData("spy   260417C00500000 5m", "/?tickers=AAPL,MSFT&chart=SPY%20%20%20260417C00500000&interval=5m", "GET /api/candles?ticker=SPY%20%20%20260417C00500000&interval=5m")]
    [InlineData("spy   2604", "/?tickers=AAPL,MSFT&chart=SPY%20%20%20260417C00500000&interval=5s", "GET /api/candles?ticker=SPY%20%20%20260417C00500000&interval=5s")]
    [InlineData("only SPY   260417C00500000, ^gspc", "/?tickers=SPY%20%20%20260417C00500000,%5EGSPC&interval=5s", "GET /api/summary?tickers=SPY%20%20%20260417C00500000,%5EGSPC")]
    [InlineData("btc/usdt:usdt", "/?tickers=AAPL,MSFT&chart=crypto:BTC/USDT:USDT%7C&interval=5s", "GET /api/candles?ticker=BTC/USDT:USDT&feed=crypto&interval=5s")]
    [InlineData("open ^gspc", "/instrument/%5EGSPC", "GET /api/quotes?symbols=%5EGSPC")]
    [InlineData("alerts", "/alerts", "GET /api/alerts")]
    [InlineData("Market ", "/market", "GET /api/quotes")]
    [InlineData("terminal", "/", "GET /api/tickers")]
    public void Read_View_GivesItsAddressAndCall(string line, string uri, string api)
    {
        var command = First(line);

        Assert.Equal((uri, api), (command.Uri, command.Api));
    }

    [Fact]
    public void Read_HideAndShow_KeepsItInTheBrowser()
    {
        var scope = Scope with { Hidden = HiddenSymbols.None.With("NVDA")! };

        Assert.Equal((Setting.Hidden, "AAPL+NVDA"), CommandLanguage.Read("hide aapl", scope).Commands[0].Kept);
        Assert.Equal((Setting.Hidden, "none"), CommandLanguage.Read("show nvda", scope).Commands[0].Kept);
        Assert.Contains("hidden already", CommandLanguage.Read("hide nvda", scope).Problem, StringComparison.Ordinal);
        Assert.Contains("No symbol is hidden", CommandLanguage.Read("show aapl", Scope).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_All_LeavesTheComparison() =>
        Assert.Equal(
            "/?chart=MSFT&interval=5s",
            CommandLanguage.Read("all", Scope with { View = Scope.View.WithSince(Scope.UtcNow) }).Commands[0].Uri);

    [Theory]
    [InlineData("compare aapl btc-usd", "AAPL,BTC-USD", "GET /live?tickers=AAPL,BTC-USD")]
    [InlineData("compare META crypto:btc-usd", "BTC-USD,META", "GET /live?tickers=BTC-USD,META")]
    [InlineData("compare aapl quotes:aapl:nyse", "AAPL,quotes:AAPL:NYSE", "GET /live?tickers=AAPL,quotes:AAPL")]
    public void Read_Compare_TakesSymbolsOfAnyFeed(string line, string tickers, string api)
    {
        var command = First(line);

        Assert.StartsWith($"/?tickers={tickers}&", command.Uri, StringComparison.Ordinal);
        Assert.Equal(api, command.Api);
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
    [InlineData("why", "why", "")]
    [InlineData("beside", "beside", "")]
    [InlineData("link", "link", "")]
    [InlineData("export", "file", "/api/trades.csv?tickers=AAPL,MSFT")]
    [InlineData("tour", "tour", "")]
    [InlineData("keys", "keys", "")]
    public void Read_Browser_Acts(string line, string name, string value) =>
        Assert.Equal(new BrowserAct(name, value), First(line).Act);

    [Fact]
    public void Read_ExportOfAWrongQuestion_SaysWhatToMendAndDoesNothing()
    {
        var command = CommandLanguage.Read("export", Scope with { Question = new HistoryView { PriceFrom = "cheap" } }).Commands[0];

        Assert.False(command.IsComplete);
        Assert.Contains("'priceFrom' must be", command.Does, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "AAPL", "AMZN", "quotes:AAPL", "alerts", "all")]
    [InlineData("p", "positions", "producer", "pipeline", "produce ", "pause", "panel ")]
    [InlineData("aapl 1", "AAPL 1s", "AAPL 1m", "AAPL 15m", "AAPL 1h")]
    [InlineData("only aapl n", "only AAPL NVDA")]
    [InlineData("compare aapl n", "compare AAPL NVDA")]
    [InlineData("compare aapl bt", "compare AAPL BTC-USD")]
    [InlineData("theme", "theme dark", "theme light", "theme contrast")]
    [InlineData("stop q", "stop quotes")]
    [InlineData("go", "goto ")]
    [InlineData("goto", "goto 10:30", "goto yesterday", "goto yesterday 10:30", "goto 2h ago")]
    [InlineData("goto yes", "goto yesterday", "goto yesterday 10:30")]
    [InlineData("alerts", "alerts")]
    public void Read_Unfinished_OffersWhatItMayBecome(string line, params string[] offered) =>
        Assert.Equal(offered, CommandLanguage.Read(line, Scope).Commands.Select(command => command.Text));

    [Theory]
    [InlineData("zzzz", "no ticker of that name")]
    [InlineData("AAPL 7q", "such as 45s, 3m or 2h")]
    [InlineData("AAPL 7m", "a day must divide into it evenly")]
    [InlineData("goto noon", "a time such as 10:30")]
    [InlineData("goto 25:00", "a time such as 10:30")]
    [InlineData("goto 2026-11-21 12:01", "2026-11-21 12:01 UTC has not come yet")]
    [InlineData("goto 2027-01-01", "has not come yet")]
    [InlineData("goto 1969-07-20", "a time such as 10:30")]
    [InlineData("goto 10:30 yesterday please", "yesterday 10:30")]
    [InlineData("AAPL MSFT", "only AAPL MSFT")]
    [InlineData("only AAPL ZZZ ", "No ticker ZZZ has traded here")]
    [InlineData("produce fast", "produce 100")]
    [InlineData("produce 0", "1 to 1,000,000")]
    [InlineData("produce -5", "1 to 1,000,000")]
    [InlineData("produce 1000001", "1 to 1,000,000")]
    [InlineData("produce quotes 5 6", "produce quotes 100")]
    [InlineData("stop everything", "Type stop")]
    [InlineData("sells over many", "sells over 500")]
    [InlineData("buys over 0", "buys over 500")]
    [InlineData("theme pink", "theme dark or theme light or theme contrast")]
    [InlineData("<img src=x onerror=alert(1)>", "is no command")]
    [InlineData("7m", "“7m” is no interval")]
    [InlineData("90s", "Those offered: 1s, 5s, 1m, 5m, 15m, 1h.")]
    [InlineData("7mm", "“7mm” is no command")]
    public void Read_Wrong_SaysWhatToType(string line, string says)
    {
        var reading = CommandLanguage.Read(line, Scope);

        Assert.Empty(reading.Commands);
        Assert.Contains(says, reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("goto 10:30", "2026-11-21T10:30:00Z", "2026-11-21 10:30 UTC")]
    [InlineData("goto 13:00", "2026-11-20T13:00:00Z", "2026-11-20 13:00 UTC")]
    [InlineData("GOTO 9:30:15", "2026-11-21T09:30:15Z", "2026-11-21 09:30:15 UTC")]
    [InlineData("goto yesterday", "2026-11-20T12:00:30Z", "2026-11-20 12:00:30 UTC")]
    [InlineData("goto Yesterday 10:30", "2026-11-20T10:30:00Z", "2026-11-20 10:30 UTC")]
    [InlineData("goto 2026-11-20", "2026-11-20T00:00:00Z", "2026-11-20 00:00 UTC")]
    [InlineData("goto 2026-11-20 10:30", "2026-11-20T10:30:00Z", "2026-11-20 10:30 UTC")]
    [InlineData("goto -2h", "2026-11-21T10:00:30Z", "2026-11-21 10:00:30 UTC")]
    [InlineData("goto 30m ago", "2026-11-21T11:30:30Z", "2026-11-21 11:30:30 UTC")]
    [InlineData("goto 2026-11-20T10:30:00Z", "2026-11-20T10:30:00Z", "2026-11-20 10:30 UTC")]
    public void Read_Goto_NamesTheMomentAndItsAddress(string line, string at, string words)
    {
        var command = First(line);

        Assert.Equal($"Candles around {words}", command.Does);
        Assert.Equal($"/?tickers=AAPL,MSFT&chart=MSFT&interval=5s&at={at}", command.Uri);
        Assert.Equal($"GET /api/candles?ticker=MSFT&interval=5s&from={at}&take=oldest", command.Api);
    }

    [Theory]
    [InlineData("goto 10:30", "2026-11-21T09:30:00Z", "2026-11-21 10:30 Europe/Berlin")]
    [InlineData("goto 13:00", "2026-11-21T12:00:00Z", "2026-11-21 13:00 Europe/Berlin")]
    [InlineData("goto 2026-07-01 10:30", "2026-07-01T08:30:00Z", "2026-07-01 10:30 Europe/Berlin")]
    [InlineData("goto 2026-03-29 02:30", "2026-03-29T01:30:00Z", "2026-03-29 03:30 Europe/Berlin")]
    public void Read_GotoInAZone_IsMeantInIt(string line, string at, string words)
    {
        var command = CommandLanguage.Read(line, Berlin).Commands[0];

        Assert.Equal(($"Candles around {words}", true), (command.Does, command.Uri!.EndsWith($"&at={at}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_Live_LeavesTheMoment()
    {
        var command = CommandLanguage.Read("live", Scope with { View = Scope.View.WithAt(Scope.UtcNow) }).Commands[0];

        Assert.Equal("/?tickers=AAPL,MSFT&chart=MSFT&interval=5s", command.Uri);
    }

    [Fact]
    public void Read_AnyText_NeitherThrowsNorOffersMoreThanItsBound()
    {
        const string Alphabet = "aAplm50 \t,:.-/<>é\0";
        var random = new Random(3);
        var words = new[] { "", "only ", "produce ", "stop ", "theme ", "AAPL ", "quotes:", "goto ", "goto 2026-11-" };
        for (var i = 0; i < 5_000; i++)
        {
            var line = words[random.Next(words.Length)] + string.Concat(
                Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            var reading = CommandLanguage.Read(line, Scope);

            // A blank line lists every verb.
            var most = string.IsNullOrWhiteSpace(line.Replace(',', ' ')) ? int.MaxValue : CommandLanguage.MostShown;
            Assert.InRange(reading.Commands.Length, reading.Problem is null ? 1 : 0, most);
            Assert.All(reading.Commands, command => Assert.True(command.Uri?.StartsWith('/') != false));
        }

        Assert.NotNull(CommandLanguage.Read(new string('x', 100_000), Scope).Problem);
    }

    [Fact]
    public void Read_Nothing_ListsEveryVerb()
    {
        var texts = CommandLanguage.Read(" ", Scope).Commands.Select(command => command.Text).ToList();

        Assert.Equal(["AAPL", "AAPL above ", "market", "alerts", "only ", "produce ", "stop", "theme ", "keys"], texts.Take(9));
        Assert.Equal(texts.Distinct(), texts);
        string[] verbs = ["only ", "list ", "open ", "compare ", "all", "goto ", "live", "sells", "produce ", "stop", "theme ", "panel ", "layout ", "export", "why", "history"];
        Assert.Empty(verbs.Except(texts));
    }

    [Fact]
    public void Read_NothingStoredYet_StillKnowsTheRest()
    {
        var empty = Scope with { Names = SymbolNames.Empty, View = TerminalView.Default };

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
