using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.MarketWatch;

namespace TradeTerminal.Tests.Market;

public sealed class SessionFiguresTests
{
    private static readonly DateTime Midnight = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Session_TradesOfTwoDays_CountsTodaysOnly()
    {
        var figures = Ticker(
            Make(500m, 1, Midnight.AddTicks(-10)),
            Make(100m, 10, Midnight),
            Make(90m, 20, Midnight.AddHours(1)),
            Make(120m, 30, Midnight.AddHours(2)),
            Make(110m, 40, Midnight.AddHours(3))).Session(Midnight.AddHours(4));

        Assert.Equal(new SessionFigures(100, 120, 90, 110, 100, 10800, 4), figures);
        Assert.Equal(108m, figures!.Vwap);
        Assert.Equal(0.1m, figures.Change);
    }

    [Fact]
    public void PreviousClose_TradesOfTwoDays_IsTheLastBeforeMidnight()
    {
        var ticker = Ticker(
            Make(480m, 1, Midnight.AddHours(-2)),
            Make(500m, 1, Midnight.AddTicks(-10)),
            Make(100m, 10, Midnight),
            Make(110m, 40, Midnight.AddHours(3)));

        Assert.Equal(500m, ticker.PreviousClose(Midnight.AddHours(4)));
        Assert.Equal(110m, ticker.PreviousClose(Midnight.AddDays(1)));
        Assert.Null(Ticker(Make(100m, 10, Midnight)).PreviousClose(Midnight.AddHours(1)));
    }

    [Fact]
    public void Session_NothingToday_IsNull()
    {
        Assert.Null(Ticker(Make(500m, 1, Midnight.AddTicks(-10))).Session(Midnight));
    }

    [Fact]
    public void Session_WholeDayOfMinutes_HasThemAll()
    {
        var trades = Enumerable.Range(0, 24 * 60).Select(minute => Make(1, 1, Midnight.AddMinutes(minute)));

        Assert.Equal(24 * 60, Ticker([.. trades]).Session(Midnight.AddHours(23.99))!.Count);
    }

    /// <summary>The sum counts eight decimals of a price: what is left of these would pass for a price of its own.</summary>
    [Theory]
    [InlineData("0.000012345678901", "0.000012345678901", "0.06416800")]
    [InlineData("0.000000005", "0.000000007", "0")]
    public void Vwap_PricesOfMoreDecimalsThanAreCounted_IsNone(string low, string high, string notional)
    {
        decimal Number(string digits) => decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Null(new SessionFigures(Number(low), Number(high), Number(low), Number(high), 5_200, Number(notional), 1).Vwap);
    }

    [Fact]
    public void Session_LargestTrades_DoesNotOverflow()
    {
        var largest = Enumerable.Range(0, 1_000)
            .Select(i => Make(9999999999.99999999m, 1L << 53, Midnight.AddMinutes(i)));

        var figures = Ticker([.. largest]).Session(Midnight.AddHours(23))!;

        Assert.True(figures.Notional > 0);
        Assert.Null(figures.Vwap);
    }

    [Fact]
    public void Vwap_PricesBelowTheDecimalsThatCount_IsNoneRatherThanZero()
    {
        var row = new MarketRow(
            new Instrument("crypto", "TINY"), 0.0000000012m, null, null, new SessionFigures(1, 1, 1, 1, 5, 0, 1), [], 10, Midnight,
            TimeSpan.Zero, "unstated", null);

        Assert.Null(row.Vwap);
        Assert.Equal(2m, (row with { Day = new SessionFigures(1, 3, 1, 1, 5, 10, 1) }).Vwap);
    }

    /// <summary>A mean of a sum that was cut off is another figure, and a wrong one: 8,770.76 for a single trade at 100,000.</summary>
    [Fact]
    public void Vwap_PastWhatTheSumHolds_IsNone()
    {
        var ticker = Ticker(Make(100_000, 1L << 53, Midnight.AddHours(1)));

        Assert.Null(ticker.Session(Midnight.AddHours(2))!.Vwap);
        Assert.Null(new TradeTotals(1, 1L << 53, CandleFold.LargestNotional, null).Vwap);
        Assert.Equal(100_000m, new TradeTotals(1, 2, 200_000, null).Vwap);
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, 0.1)]
    [InlineData(10, 0.2)]
    [InlineData(11, 0.1)]
    [InlineData(12, 0.0)]
    public void TradesPerSecond_Time_CountsTheTenWholeSecondsBefore(int seconds, double expected)
    {
        var ticker = Ticker(Make(1, 1, Midnight.AddSeconds(0.5)), Make(1, 1, Midnight.AddSeconds(1.5)));

        Assert.Equal(expected, ticker.TradesPerSecond(Midnight.AddSeconds(seconds + 0.9)));
    }

    private static InstrumentSnapshot Ticker(params Trade[] trades)
    {
        var book = new MarketBook();
        foreach (var trade in trades)
        {
            book.Add(trade);
        }

        return Assert.Single(book.Publish(1, Midnight).Tickers);
    }

    private static Trade Make(decimal price, long volume, DateTime at) =>
        new(Guid.NewGuid(), "AAPL", price, volume, Side.Buy, at, 0, at.Ticks);
}
