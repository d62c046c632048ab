using TradeTerminal.Commands;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Producers;
using TradeTerminal.Terminal;

namespace TradeTerminal.Tests.Commands;

public sealed class DeskCommandsTests
{
    private static readonly CommandScope Scope = new(
        TerminalView.Parse("AAPL", "AAPL", "5m"), new SymbolNames([new("trades", "AAPL")]),
        [.. ProducerKinds.All(new ProducerOptions(), TimeProvider.System)]) { UtcNow = DateTime.UnixEpoch };

    [Theory]
    [InlineData("panel tape", "/panel/tape?tickers=AAPL")]
    [InlineData("PANEL can", "/panel/candles?chart=AAPL&interval=5m")]
    public void Read_Panel_OpensAWindow(string line, string uri) =>
        Assert.Equal(new BrowserAct("window", uri), CommandLanguage.Read(line, Scope).Commands[0].Act);

    [Theory]
    [InlineData("layout 4", "/?tickers=AAPL&layout=4&charts=AAPL@5m,@5m,@5m,@5m")]
    [InlineData("layout 1", "/?tickers=AAPL&chart=AAPL&interval=5m")]
    public void Read_Layout_IsAnAddress(string line, string uri) =>
        Assert.Equal(uri, CommandLanguage.Read(line, Scope).Commands[0].Uri);

    [Theory]
    [InlineData("panel nope", "candles, lines, tape, volume")]
    [InlineData("layout 3", "1, 2, 4 or 6")]
    public void Read_Wrong_SaysWhatToType(string line, string says) =>
        Assert.Contains(says, CommandLanguage.Read(line, Scope).Problem, StringComparison.Ordinal);

    /// <summary>In a window of a panel what is typed changes that window.</summary>
    [Fact]
    public void Read_IntervalInAWindow_StaysThere() =>
        Assert.Equal("/panel/candles?tickers=AAPL&chart=AAPL&interval=15m",
            CommandLanguage.Read("15m", Scope with { View = Scope.View with { Path = "/panel/candles" } }).Commands[0].Uri);
}
