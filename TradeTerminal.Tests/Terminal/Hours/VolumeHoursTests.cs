using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Terminal.Hours;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Terminal.Hours;

public sealed class VolumeHoursTests(PostgresFixture fixture)
{
    /// <summary>The hours are those of the rows, and add up to the day's volume that the Market page has.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("AAPL,MSFT")]
    public async Task AskAsync_ADay_IsTheSumOfItsTrades(string tickers)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var clock = new TestClock(Judgement.Now);
        using var ingest = new TestIngest(database.ConnectionString, clock);
        Enumerable.Range(0, 3).ToList().ForEach(partition => ingest.Begin(partition));
        var trades = new RandomTrades(new Random(8), Judgement.Now) { Span = TimeSpan.FromHours(20) }.Take(2_000);
        ingest.Write(trades);
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        var store = new VolumeHourStore(
            databases, new MarketUpdates(NullLogger<MarketUpdates>.Instance), clock, NullLogger<VolumeHourStore>.Instance);
        var (filter, day) = (TickerFilter.Parse(tickers), DateOnly.FromDateTime(Judgement.Now));

        var rows = (await store.AskAsync(new VolumeHourQuestion(day, day.AddDays(1), filter), TestContext.Current.CancellationToken)).Rows;

        var today = trades.Where(trade => filter.Includes(trade.Ticker) && DateOnly.FromDateTime(trade.ExecutedAt) == day).ToList();
        Assert.Equal(
            today.GroupBy(trade => trade.ExecutedAt.Date.AddHours(trade.ExecutedAt.Hour)).OrderBy(hour => hour.Key)
                .Select(hour => new VolumeHour(
                    hour.Key, hour.Sum(trade => trade.Volume), hour.Sum(trade => trade.Price * trade.Volume), hour.Count())),
            rows);
        var book = new MarketBook();
        foreach (var trade in trades.OrderBy(trade => trade.ExecutedAt))
        {
            book.Add(trade);
        }

        var snapshot = book.Publish(1, clock.GetUtcNow());
        Assert.Equal(
            snapshot.Tickers.Where(ticker => filter.Includes(ticker.Symbol))
                .Sum(ticker => ticker.Session(clock.GetUtcNow().UtcDateTime)?.Volume ?? 0),
            rows.Sum(row => row.Volume));
    }
}
