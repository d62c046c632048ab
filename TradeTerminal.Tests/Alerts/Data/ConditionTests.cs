using TradeTerminal.Alerts.Data;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Tests.Alerts.Data;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("price_move", """{"price":105.20,"previous":100.00,"percent":5.2,"thresholdPercent":5}""", "|105.2 − 100| / 100 = 5.20 % > 5 %", true)]
    [InlineData("price_move", """{"price":94.80,"previous":100.00,"percent":-5.2,"thresholdPercent":5}""", "|94.8 − 100| / 100 = 5.20 % > 5 %", true)]
    [InlineData("price_move", """{"price":105.0001,"previous":100,"percent":5.0001,"thresholdPercent":5}""", "|105.0001 − 100| / 100 = 5.0001 % > 5 %", true)]
    [InlineData("price_move", """{"price":105,"previous":100,"percent":5,"thresholdPercent":5}""", "|105 − 100| / 100 = 5.00 % > 5 %", false)]
    [InlineData("volume_spike", """{"volume":350,"thresholdRatio":3,"preceding":[100,100]}""", "350 / mean of the 2 before 100 = 3.50 > 3", true)]
    [InlineData("volume_spike", """{"volume":300,"thresholdRatio":3,"preceding":[100,100]}""", "300 / mean of the 2 before 100 = 3.00 > 3", false)]
    [InlineData("volume_spike", """{"volume":160,"zScore":3,"thresholdZScore":2,"preceding":[80,120]}""", "|160 − mean| / standard deviation of the 2 before = |3.00| > 2", true)]
    [InlineData("risk", """{"instrument":"AAPL","size":-6000,"averagePrice":200.5,"value":1203000,"threshold":1000000}""", "|−6,000 × 200.5| = 1,203,000.00 > 1,000,000", true)]
    [InlineData("risk", """{"pnl":-55000,"threshold":-50000,"pnl AAPL":-60000,"pnl MSFT":5000}""", "(−60,000) + 5,000 = −55,000.00 < −50,000", true)]
    [InlineData("risk", """{"pnl":-50000,"threshold":-50000,"pnl AAPL":-50000}""", "−50,000.00 < −50,000", false)]
    [InlineData("order_imbalance", """{"side":"sell","bought":3000,"sold":9000,"thresholdPercent":70,"minimumQuantity":10000}""", "9,000 / (3,000 + 9,000) = 75.00 % > 70 %, and 12,000 > 10,000", true)]
    [InlineData("order_imbalance", """{"side":"sell","bought":3000,"sold":9000,"thresholdPercent":70,"minimumQuantity":10000,"orders":3,"minimumOrders":2,"watchedSeconds":4}""", "9,000 / (3,000 + 9,000) = 75.00 % > 70 %, and 12,000 > 10,000, and 3 orders ≥ 2", true)]
    [InlineData("order_imbalance", """{"side":"sell","bought":3000,"sold":9000,"thresholdPercent":70,"minimumQuantity":10000,"orders":1,"minimumOrders":2,"watchedSeconds":60}""", "9,000 / (3,000 + 9,000) = 75.00 % > 70 %, and 12,000 > 10,000, and 60 s watched ≥ 60 s", true)]
    [InlineData("order_imbalance", """{"side":"sell","bought":3000,"sold":9000,"thresholdPercent":70,"minimumQuantity":10000,"orders":1,"minimumOrders":2,"watchedSeconds":4}""", "9,000 / (3,000 + 9,000) = 75.00 % > 70 %, and 12,000 > 10,000, and 4 s watched ≥ 60 s", false)]
    [InlineData("arbitrage", """{"bid":100.3,"ask":100,"feeBps":5,"thresholdBps":10,"size":60000,"minimumSize":50000,"ageDifferenceSeconds":1.5,"ageDifferenceLimitSeconds":10}""", "(100.3 − 100) / 100 − 5 bps fee = 25.00 bps > 10 bps, and 60,000 > 50,000, and the quotes 1.5 s apart ≤ 10 s", true)]
    [InlineData("arbitrage", """{"bid":100.15,"ask":100,"feeBps":5,"thresholdBps":10,"size":60000,"minimumSize":50000}""", "(100.15 − 100) / 100 − 5 bps fee = 10.00 bps > 10 bps, and 60,000 > 50,000", false)]
    public void Of_Inputs_PutsThemInAndComputesAgain(string kind, string inputs, string text, bool holds)
    {
        var alert = new AlertRow { Kind = kind, Inputs = inputs };

        Assert.Equal(new Condition(text, holds), Condition.Of(alert, AlertFigures.Of(alert)));
    }

    [Theory]
    [InlineData("price_move", "{}")]
    [InlineData("price_move", "[]")]
    [InlineData("volume_spike", """{"volume":1,"preceding":[0,0],"thresholdRatio":3}""")]
    [InlineData("order_imbalance", """{"bought":0,"sold":0,"thresholdPercent":70,"minimumQuantity":0}""")]
    [InlineData("of another version", """{"price":1}""")]
    public void Of_OtherInputs_SaysNothing(string kind, string inputs)
    {
        var alert = new AlertRow { Kind = kind, Inputs = inputs };

        Assert.Null(Condition.Of(alert, AlertFigures.Of(alert)));
    }
}
