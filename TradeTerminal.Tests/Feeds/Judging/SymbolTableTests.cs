using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Tests.Feeds.Judging;

public sealed class SymbolTableTests
{
    private readonly SymbolTable _symbols = new();

    [Fact]
    public void Find_SameSymbol_GivesTheSameString()
    {
        Assert.Same(Find("AAPL"), Find("aapl"));
    }

    [Fact]
    public void Find_SimilarSymbols_AreToldApart()
    {
        string[] symbols = ["A", "AA", "AB", "B", "A.B", "A-B", "AAAAAAAA", "AAAAAAAAA", "AAAAAAAAAAAAAAAA", "BAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "A B", "A  B", "A:B", "^A"];

        Assert.Equal(symbols, symbols.Select(Find));
        Assert.Equal(symbols, symbols.Select(Find));
    }

    [Fact]
    public void Find_MoreThanItsCapacity_StillFindsButHoldsNoMore()
    {
        for (var i = 0; i < SymbolTable.Capacity; i++)
        {
            Find($"S{i}");
        }

        Assert.Equal("ONEMORE", Find("onemore"));
        Assert.NotSame(Find("ONEMORE"), Find("ONEMORE"));
        Assert.Same(Find("S0"), Find("S0"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" A")]
    [InlineData("A ")]
    [InlineData("A,B")]
    [InlineData("Ä")]
    [InlineData("0123456789ABCDEF0123456789ABCDEFG")]
    [InlineData("0123456789ABCDEF 0123456789ABCD~")]
    public void Find_NoSymbol_GivesNone(string text) => Assert.Null(Find(text));

    private string? Find(string text) => _symbols.Find(Encoding.UTF8.GetBytes(text));
}
