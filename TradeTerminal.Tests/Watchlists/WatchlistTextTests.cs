using TradeTerminal.Watchlists;

namespace TradeTerminal.Tests.Watchlists;

public sealed class WatchlistTextTests
{
    [Theory]
    [InlineData("AAPL,MSFT", "AAPL MSFT", "")]
    [InlineData(" msft\taapl;nvda\r\nAAPL\n", "MSFT AAPL NVDA", "")]
    [InlineData("NASDAQ:AAPL,BINANCE:BTC-USD", "AAPL BTC-USD", "")]
    [InlineData("*SECTION*, AAPL, <b>, A_SYMBOL_OF_MORE_THAN_32_LETTERS_", "AAPL", "*SECTION* <b> A_SYMBOL_OF_MORE_THAN_32_LETTERS_")]
    [InlineData("NASDAQ:", "", "NASDAQ:")]
    [InlineData("^gspc BTC/USDT:USDT, BINANCE:BTC/USDT:USDT,\"NASDAQ:IBM\"", "^GSPC BTC/USDT:USDT NASDAQ:IBM", "")]
    [InlineData("IBM SPY   260417C00500000 brk.b 260417p00500000;X", "IBM|SPY   260417C00500000|BRK.B 260417P00500000|X", "")]
    [InlineData("\"AB  CD\" EF", "AB  CD|EF", "")]
    [InlineData(null, "", "")]
    public void Read_PastedText_KeepsOrderAndLosesNothing(string? text, string symbols, string wrong)
    {
        var read = WatchlistText.Read(text);

        var between = symbols.Contains('|', StringComparison.Ordinal) ? '|' : ' ';
        Assert.Equal((symbols, wrong), (string.Join(between, read.Symbols), string.Join(' ', read.Wrong)));
    }

    [Theory]
    [InlineData("Tech", "tech")]
    [InlineData(" my-list_2 ", "my-list_2")]
    [InlineData("a b", null)]
    [InlineData("", null)]
    [InlineData("ü", null)]
    [InlineData("a23456789012345678901234567890123", null)]
    public void NameOf_Text_IsLowerCaseOrNone(string text, string? name) => Assert.Equal(name, Watchlist.NameOf(text));

    [Theory]
    [InlineData("C", -1, "A C B")]
    [InlineData("A", 1, "B A C")]
    [InlineData("A", -1, "A B C")]
    [InlineData("A", 99, "B C A")]
    [InlineData("Z", 1, "A B C")]
    public void Move_Symbol_StaysWithinTheList(string symbol, int places, string expected) =>
        Assert.Equal(expected, string.Join(' ', new Watchlist("x", ["A", "B", "C"]).Move(symbol, places).Symbols));

    [Theory]
    [InlineData("list:tech", "NVDA,AAPL", "")]
    [InlineData("IBM, LIST:Tech ,AAPL", "IBM,NVDA,AAPL", "")]
    [InlineData("list:gone,IBM", "IBM", "gone")]
    [InlineData("none", "none", "")]
    public void Expand_Argument_HasTheSymbolsInPlaceOfTheList(string text, string expanded, string missing)
    {
        var lists = new WatchlistSet([new Watchlist("tech", ["NVDA", "AAPL"])]);

        Assert.Equal(expanded, lists.Expand(text, out var gone));
        Assert.Equal(missing, string.Join(' ', gone));
    }
}
