using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Tests.Feeds.Judging;

public sealed class SymbolTests
{
    [Theory]
    [InlineData("AAPL", "AAPL")]
    [InlineData(" brk.b ", "BRK.B")]
    [InlineData("XRP/USD", "XRP/USD")]
    [InlineData("ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOP")]
    public void TryParse_Symbol_IsUpperCase(string text, string expected)
    {
        Assert.True(Symbol.TryParse(text, out var symbol));
        Assert.Equal(expected, symbol);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ABCDEFGHIJKLMNOPQ")]
    [InlineData("A B")]
    [InlineData("A,B")]
    [InlineData("<B>")]
    [InlineData("ÄPFEL")]
    [InlineData("A\u202EB")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(Symbol.TryParse(text, out _));
}
