using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Tests.Feeds.Judging;

public sealed class SymbolTests
{
    [Theory]
    [InlineData("AAPL", "AAPL")]
    [InlineData(" brk.b ", "BRK.B")]
    [InlineData("XRP/USD", "XRP/USD")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345")]
    [InlineData("spy   260417c00500000", "SPY   260417C00500000")]
    [InlineData("^gspc", "^GSPC")]
    [InlineData("btc/usdt:usdt", "BTC/USDT:USDT")]
    [InlineData("es=f+a&b#c@d!e$", "ES=F+A&B#C@D!E$")]
    public void TryParse_Symbol_IsUpperCase(string text, string expected)
    {
        Assert.True(Symbol.TryParse(text, out var symbol));
        Assert.Equal(expected, symbol);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456")]
    [InlineData("A\tB")]
    [InlineData("A|B")]
    [InlineData("A%B")]
    [InlineData("A,B")]
    [InlineData("<B>")]
    [InlineData("ÄPFEL")]
    [InlineData("A\u202EB")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(Symbol.TryParse(text, out _));
}
