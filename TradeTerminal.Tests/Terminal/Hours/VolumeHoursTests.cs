using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Terminal.Hours;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Screens;
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

    /// <summary>What is traded now is there with the next reading; of an hour that is over, once each hour has been read again.</summary>
    [Fact]
    public async Task AskAsync_TradesOfNowAndOfBefore_AreCountedSoonAndInTurn()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var clock = new ScreenClock();
        var now = clock.UtcNow;
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(now));
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        using var store = new VolumeHourStore(
            databases, new MarketUpdates(NullLogger<MarketUpdates>.Instance), clock, NullLogger<VolumeHourStore>.Instance);
        var day = DateOnly.FromDateTime(now);
        var question = new VolumeHourQuestion(day.AddDays(-1), day.AddDays(1), TickerFilter.All);
        Assert.Empty((await store.AskAsync(question, TestContext.Current.CancellationToken)).Rows);

        await AddAsync(now, 5);
        await AddAsync(now.AddHours(-10), 7);
        Assert.Equal([5m], await VolumesAsync(readings: 1));
        Assert.Equal([7m, 5m], await VolumesAsync(readings: 48));

        async Task<decimal[]> VolumesAsync(int readings)
        {
            DayAnswer<VolumeHour>? answer = null;
            for (var i = 0; i < readings; i++)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                answer = await store.AskAsync(question, TestContext.Current.CancellationToken);
            }

            return [.. answer!.Rows.Select(row => row.Volume)];
        }

        Task AddAsync(DateTime at, int volume) => ingest.ExecuteAsync(
            $"""
            INSERT INTO candles_1m (ticker, bucket, open, high, low, close, volume, notional, trade_count,
                open_at, open_partition, open_offset, close_at, close_partition, close_offset)
            SELECT 'AAPL', at, 1, 1, 1, 1, {volume}, {volume}, 1, at, 0, 0, at, 0, 0
            FROM (VALUES (date_trunc('minute', '{at:yyyy-MM-ddTHH:mm:ssZ}'::timestamptz))) AS v(at)
            """);
    }
}
