using TradeTerminal.History;

namespace TradeTerminal.Tests.History;

public sealed class HistoryViewTests
{
    private static readonly HistoryView View = new()
    {
        Tickers = "AAPL,MSFT", Side = "sell", PriceFrom = "1.5", SizeTo = "9", From = "2026-03-02T14:30:00+01:00", Sort = "-size",
            Before = "abc", Trade = "x y",
    };

    [Fact]
    public void Uri_Everything_IsThereAndEscaped() => Assert.Equal(
        "/history?tickers=AAPL,MSFT&side=sell&priceFrom=1.5&sizeTo=9&from=2026-03-02T14:30:00%2B01:00&sort=-size&before=abc&trade=x%20y",
        View.Uri);

    [Fact]
    public void CsvUri_Everything_HasTheOrderAndNoPage() => Assert.Equal(
        "/api/trades.csv?tickers=AAPL,MSFT&side=sell&priceFrom=1.5&sizeTo=9&from=2026-03-02T14:30:00%2B01:00&sort=-size", View.CsvUri);

    [Fact]
    public void Anew_APage_BeginsAtTheFirst() => Assert.Equal((null, null, null), (View.Anew.Before, View.Anew.After, View.Anew.Trade));

    [Fact]
    public void Uri_Nothing_IsThePage() => Assert.Equal("/history", new HistoryView().Uri);

    [Theory]
    [InlineData("2026-03-02T14:30:00.1234560Z", "2026-03-02T14:30:00.123456Z")]
    [InlineData("2026-03-02T14:30:00.0000000Z", "2026-03-02T14:30:00Z")]
    public void Time_AsExactAsStored_IsShort(string time, string expected) =>
        Assert.Equal(expected, HistoryView.Time(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime));
}
