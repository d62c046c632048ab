using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Market;

public sealed class WindowFiguresTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_Trades_GivesTheFiguresWorkedOutByHand()
    {
        var figures = WindowFigures.Of([
            Make("AAPL", 100m, 10, Side.Buy),
            Make("AAPL", 101m, 20, Side.Sell),
            Make("MSFT", 400m, 30, Side.Buy),
        ]);

        Assert.Equal(3, figures.Trades);
        Assert.Equal(601m / 3, figures.AveragePrice);
        Assert.Equal(60m, figures.TotalVolume);
        Assert.Equal("AAPL", figures.MostActiveTicker);
        Assert.Equal(250.33333333m, figures.Vwap);
        Assert.Equal(40m / 60, figures.BuyShare);
    }

    [Fact]
    public void Of_TradesWithoutASide_AreNoPartOfTheShareBought()
    {
        var figures = WindowFigures.Of([
            Make("AAPL", 100m, 10, Side.Buy), Make("AAPL", 101m, 30, Side.Sell), Make("MSFT", 400m, 60, Side.Unknown)]);

        Assert.Equal((100m, 0.25m), (figures.TotalVolume, figures.BuyShare));
        Assert.Null(WindowFigures.Of([Make("MSFT", 400m, 60, Side.Unknown)]).BuyShare);
    }

    [Fact]
    public void Of_SmallPricesAndFractions_KeepTheirDigits()
    {
        var figures = WindowFigures.Of([
            Make("PEPE", 0.0000000012m, 1, Side.Buy) with { Volume = 0.00000001m }, Make("PEPE", 0.0000000014m, 1, Side.Buy) with { Volume = 0.00000001m }]);

        Assert.Equal((0.0000000013m, 0.00000002m), (figures.Vwap, figures.TotalVolume));
    }

    [Fact]
    public void Of_Nothing_HasNoAverages()
    {
        Assert.Equal(new WindowFigures(0, null, 0, null, null, null), WindowFigures.Of([]));
    }

    [Fact]
    public void Of_LargestTrades_DoesNotOverflow()
    {
        var figures = WindowFigures.Of(
            [.. Enumerable.Repeat(Make("AAPL", 9999999999.99999999m, 1L << 53, Side.Sell), MarketSnapshot.LargestWindow)]);

        Assert.Equal(9999999999.99999999m, figures.AveragePrice);
        Assert.Equal(9999999999.99999999m, figures.Vwap);
        Assert.Equal(1_000m * (1L << 53), figures.TotalVolume);
        Assert.Equal(0m, figures.BuyShare);
    }

    /// <summary>A program that asks for every size there is leaves the viewers what they share.</summary>
    [Fact]
    public void WindowOnce_EverySize_TakesNoPlaceOfTheViewers()
    {
        var book = new MarketBook();
        foreach (var trade in new RandomTrades(new Random(3), Noon).Take(400))
        {
            book.Add(trade);
        }

        var snapshot = book.Publish(1, Noon);
        var asked = Enumerable.Range(1, 400).Select(size => snapshot.WindowOnce(TickerFilter.All, size).Figures.Trades).ToList();

        Assert.Equal(Enumerable.Range(1, 400), asked);
        var shared = snapshot.Window(TickerFilter.All);
        Assert.Same(shared, snapshot.Window(TickerFilter.All));
        Assert.Same(shared, snapshot.WindowOnce(TickerFilter.All, MarketSnapshot.DefaultWindow));
    }

    [Fact]
    public void Window_AnyChoice_EqualsTheRecomputation() => Properties.HoldForSeeds(50, random =>
    {
        var book = new MarketBook();
        var trades = new RandomTrades(random, Noon).Take(random.Next(1, 400));
        foreach (var trade in trades)
        {
            book.Add(trade);
        }

        var snapshot = book.Publish(1, Noon);
        var chosen = TickerFilter.Of(random.GetItems(["AAPL", "MSFT", "BTC-USD", "NONE"], random.Next(4)));
        var size = random.Next(1, 300);
        var expected = Recomputation.Newest(trades.Where(t => chosen.Includes(t.Ticker)), size).ToList();
        var window = snapshot.Window(chosen, size);

        Assert.Equal(expected, window.Trades);
        Assert.Same(window, snapshot.Window(chosen, size));
        Assert.Equal(expected.Sum(t => (decimal)t.Volume), window.Figures.TotalVolume);
        Assert.Equal(
            expected.GroupBy(t => t.Ticker).OrderByDescending(g => g.Sum(t => t.Volume))
                .ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key),
            window.Volumes.Select(volume => volume.Symbol));
        Assert.Equal(window.Volumes.FirstOrDefault()?.Symbol, window.Figures.MostActiveTicker);
        Assert.Equal(window.Figures.TotalVolume, window.Volumes.Sum(volume => volume.Total));
        if (expected.Count > 0)
        {
            Assert.Equal(expected.Sum(t => t.Price) / expected.Count, window.Figures.AveragePrice);
            var vwap = expected.Sum(t => t.Price * t.Volume) / expected.Sum(t => (decimal)t.Volume);
            Assert.InRange(Math.Abs(vwap - window.Figures.Vwap!.Value), 0m, 0.00000001m);
        }
    });

    private static Trade Make(string ticker, decimal price, long volume, Side side) =>
        new(Guid.NewGuid(), ticker, price, volume, side, Noon, 0, 0);
}
