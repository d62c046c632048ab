using TradeTerminal.Alerts.Data;

namespace TradeTerminal.Tests.Alerts.Data;

public sealed class AlertInputWordsTests
{
    [Theory]
    [InlineData("thresholdPercent", "threshold, %")]
    [InlineData("previousAt", "time of price before")]
    [InlineData("askSize", "ask size")]
    [InlineData("price", "price")]
    [InlineData("pnl BRK.B", "P&L BRK.B")]
    public void Of_Name_GivesWordsWithTheUnit(string name, string words) => Assert.Equal(words, AlertInputWords.Of(name));
}
