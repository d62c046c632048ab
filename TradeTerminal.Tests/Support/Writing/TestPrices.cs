using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Ticks;

namespace TradeTerminal.Tests.Support.Writing;

/// <summary>Events of the feeds with prices, stored and folded in one transaction a batch, as the workers do.</summary>
internal sealed class TestPrices(string connectionString) : IDisposable
{
    internal TerminalDatabase Databases { get; } = new(() => connectionString);

    public void Dispose() => Databases.Dispose();

    internal void Write(params IEnumerable<Quote> quotes) =>
        Write(new QuotesFeed().Store, new PriceFold<Quote>(PricedFeeds.Quotes, PricePoint.Of), quotes);

    internal void Write(params IEnumerable<CommodityEvent> steps) =>
        Write(new CommoditiesFeed().Store, new PriceFold<CommodityEvent>(PricedFeeds.Commodities, PricePoint.Of), steps);

    /// <summary>Of crypto or indices.</summary>
    internal void Write(string feed, params IEnumerable<Tick> ticks)
    {
        Feed<Tick> of = feed == PricedFeeds.Crypto ? new CryptoFeed() : new IndicesFeed();
        Write(of.Store, new PriceFold<Tick>(feed, PricePoint.Of), ticks);
    }

    private void Write<TEvent>(IEventStore<TEvent> table, PriceFold<TEvent> fold, IEnumerable<TEvent> events)
        where TEvent : struct
    {
        using var database = Databases.CreateDbContext();
        using var transaction = database.Database.BeginTransaction();
        var open = new FeedTransaction(
            new FeedKey("test cluster", "prices"), (NpgsqlConnection)database.Database.GetDbConnection(),
            (NpgsqlTransaction)transaction.GetDbTransaction());
        fold.Apply(open, table.Insert(open, [.. events], careful: false));
        using var writes = new NpgsqlBatch(open.Connection, open.Transaction);
        open.Writes.ForEach(writes.BatchCommands.Add);
        if (open.Writes.Count > 0)
        {
            writes.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
