using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Deletions;

/// <summary>Symbols deleted with all that is stored of them, on the real PostgreSQL.</summary>
public sealed class SymbolDeletionsTests(PostgresFixture postgres) : DeletionTest(postgres)
{
    [Fact]
    public async Task Delete_WhileTheFeedGoesOn_TakesAllOfItAndTheAccountAddsUp()
    {
        var trades = new RandomTrades(new Random(1), Judgement.Now) { Span = TimeSpan.FromHours(3) };
        Ingest.Write(trades.Take(20_000));
        var others = await CountAsync("trades WHERE ticker <> 'AAPL'");
        var before = await Deletions.CountAsync(new TradesFeed(), "AAPL", Token);
        Assert.Equal(await CountAsync("trades WHERE ticker = 'AAPL'"), before.Events);

        var later = 0;
        var writing = Task.Run(
            () =>
            {
                for (var batch = 0; batch < 40; batch++)
                {
                    var next = trades.Take(50);
                    later += next.Count(trade => trade.Ticker != "AAPL");
                    Ingest.Write(next);
                }
            },
            Token);
        var deletion = await DeleteAsync(new TradesFeed(), "AAPL");
        await writing;

        Assert.NotNull(deletion.EndedAt);
        Assert.InRange(deletion.Stock.Events, before.Events, long.MaxValue);
        Assert.InRange(deletion.Stock.Candles, before.Candles, long.MaxValue);
        Assert.Equal(others + later, await CountAsync("trades WHERE ticker <> 'AAPL'"));
        Assert.Equal("", await Ingest.AskAsync<string>(Invariants.WrongCandles));
        Assert.Equal("", await Ingest.AskAsync<string>(Invariants.WrongOffsets));
        // What was taken and what there is are what went in.
        Assert.Equal(
            await Ingest.AskAsync<long>("SELECT sum(accepted)::bigint FROM feed_offsets"),
            await CountAsync("trades") + deletion.Stock.Events);
        Assert.Equal(deletion.Stock.Events, await Ingest.AskAsync<long>("SELECT sum(events)::bigint FROM deleted_events"));
        Assert.Equal(deletion.Stock.Events, Deletions.Log.EventsOf("trades"));
        await CheckRowsAsync(new TradesFeed(), Ingest.Gauge);
        Assert.Null(Ingest.Gauge.Current.Doubt);
    }

    [Fact]
    public async Task Delete_RowsThatNobodyDeleted_AreStillMissed()
    {
        Ingest.Write(new RandomTrades(new Random(2), Judgement.Now).Take(300));
        await DeleteAsync(new TradesFeed(), "AAPL");
        await Ingest.ExecuteAsync("DELETE FROM trades WHERE trade_id = (SELECT trade_id FROM trades LIMIT 1)");

        await CheckRowsAsync(new TradesFeed(), Ingest.Gauge);

        Assert.Contains(" 1 are missing", Ingest.Gauge.Current.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Twice_DeletesWhatCameBetween()
    {
        var trades = new RandomTrades(new Random(3), Judgement.Now);
        Ingest.Write(trades.Take(90));
        var first = await DeleteAsync(new TradesFeed(), "AAPL");
        var again = trades.Take(90);
        Ingest.Write(again);

        var second = await DeleteAsync(new TradesFeed(), "AAPL");

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(again.Count(trade => trade.Ticker == "AAPL"), second.Stock.Events);
        Assert.Equal(0, await CountAsync("trades WHERE ticker = 'AAPL'"));
        Assert.True((await Deletions.CountAsync(new TradesFeed(), "AAPL", Token)).IsEmpty);
        Assert.Equal([second.Id, first.Id], Deletions.Log.Newest.Select(one => one.Id));
    }

    /// <summary>The writer that had the price before in its memory is another terminal's, for all that the deletion knows.</summary>
    [Fact]
    public async Task Delete_WriterGoesOn_RemembersNothingOfIt()
    {
        using var quotes = new FeedIngest<Quote>(new QuotesFeed(), Database.ConnectionString, Clock);
        quotes.Begin(0);
        quotes.Write(0, Quote("AAPL", 100, 0), Quote("MSFT", 100, 0));
        await Levels.SetAsync(
            new Level { LevelId = Guid.NewGuid(), Feed = "quotes", Symbol = "AAPL", Price = 200, ArmedAt = Judgement.Now }, Token);
        Ingest.Write(new RandomTrades(new Random(4), Judgement.Now).Take(30));
        var trades = await CountAsync("trades");

        var deletion = await DeleteAsync(new QuotesFeed(), "AAPL");
        quotes.Write(0, Quote("AAPL", 110, 1), Quote("MSFT", 110, 1));

        Assert.Equal(new SymbolStock(1, 1, 0, 0, 1), deletion.Stock);
        Assert.Empty(Levels.Current.All);
        // Ten percent are a move of what was there before, and no move of what is new.
        Assert.Equal("MSFT", await Ingest.AskAsync<string>("SELECT string_agg(symbol, ',') FROM alerts WHERE feed = 'quotes' AND kind = 'price_move'"));
        Assert.Equal(1, await CountAsync("quotes WHERE symbol = 'AAPL'"));
        Assert.Equal(1, await CountAsync("latest_prices WHERE symbol = 'AAPL' AND price = 110"));
        Assert.Equal(trades, await CountAsync("trades"));
        await CheckRowsAsync(new QuotesFeed(), quotes.Gauge);
        Assert.Null(quotes.Gauge.Current.Doubt);
    }

    [Fact]
    public async Task Delete_SymbolThatTradersReport_LeavesTheirOthers()
    {
        using var positions = new FeedIngest<TraderPosition>(new PositionsFeed(), Database.ConnectionString, Clock);
        positions.Begin(0);
        positions.Write(0, Report("ANN", "AAPL", 12_000, 0), Report("ANN", "MSFT", 12_000, 1), Report("BOB", "AAPL", 12_000, 2));
        Assert.Equal(3, await CountAsync("alerts"));

        var deletion = await DeleteAsync(new PositionsFeed(), "AAPL");

        Assert.Equal(new SymbolStock(2, 0, 2, 2, 0), deletion.Stock);
        Assert.Equal("ANN MSFT", await Ingest.AskAsync<string>("SELECT string_agg(trader || ' ' || symbol, ',') FROM trader_book"));
        Assert.Equal("MSFT", await Ingest.AskAsync<string>("SELECT string_agg(DISTINCT symbol, ',') FROM trader_book_5m"));
        Assert.Equal("ANN MSFT", await Ingest.AskAsync<string>(
            "SELECT string_agg(key || ' ' || (state -> 2 -> 0 ->> 0) || CASE WHEN jsonb_array_length(state -> 2) > 1 THEN ' and more' ELSE '' END, ',') FROM rule_states WHERE feed = 'positions'"));
        positions.Write(0, Report("BOB", "AAPL", 100, 3));
        Assert.Equal(100m, await Ingest.AskAsync<decimal>("SELECT size FROM trader_book WHERE trader = 'BOB'"));
    }

    [Fact]
    public async Task Delete_FeedsWithEventsThatHaveNoCandle_TakesThemToo()
    {
        using var commodities = new FeedIngest<CommodityEvent>(new CommoditiesFeed(), Database.ConnectionString, Clock);
        using var orders = new FeedIngest<BookUpdate>(new OrderBookFeed(), Database.ConnectionString, Clock);
        commodities.Begin(0);
        orders.Begin(0);
        commodities.Write(0, Commodity("PriceTick", "OIL"), Commodity("TradeOpened", "OIL"), Commodity("PriceTick", "GOLD"));
        orders.Write(0, Order("AAPL"), Order("MSFT"), Order("AAPL"));

        var oil = await DeleteAsync(new CommoditiesFeed(), "OIL");
        var aapl = await DeleteAsync(new OrderBookFeed(), "AAPL");

        Assert.Equal(new SymbolStock(2, 1, 1, 0, 0), oil.Stock);
        Assert.Equal(new SymbolStock(2, 0, 0, 0, 0), aapl.Stock);
        Assert.Equal("GOLD", await Ingest.AskAsync<string>("SELECT string_agg(commodity, ',') FROM commodity_events"));
        Assert.Equal("MSFT", await Ingest.AskAsync<string>("SELECT string_agg(symbol, ',') FROM book_updates"));
        await CheckRowsAsync(new CommoditiesFeed(), commodities.Gauge);
        Assert.Null(commodities.Gauge.Current.Doubt);
    }
}
