using TradeTerminal.History.Data;

namespace TradeTerminal.Tests.History.Data;

public sealed class TradeCsvTests
{
    [Theory]
    [InlineData("AAPL", "AAPL")]
    [InlineData("", "")]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("+1", "'+1")]
    [InlineData("-A", "'-A")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\tA", "'\tA")]
    [InlineData("\rA", "\"'\rA\"")]
    [InlineData("A=B", "A=B")]
    [InlineData("A,B", "\"A,B\"")]
    [InlineData("=\"A\"", "\"'=\"\"A\"\"\"")]
    public void Cell_AnyText_IsOneCellAndNoFormula(string text, string expected) => Assert.Equal(expected, TradeCsv.Cell(text));
}
