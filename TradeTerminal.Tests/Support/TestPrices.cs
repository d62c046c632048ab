using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Ticks;

namespace TradeTerminal.Tests.Support;

/// <summary>Events of the feeds with prices, stored and folded in one transaction a batch, as the workers do.</summary>
internal sealed class TestPrices(string connectionString) : IDisposable
{
    private static readonly EventTable<Quote> QuoteTable = new(
        "quotes", "symbol, venue, price, bid, ask, bid_size, ask_size, volume, event_time, source_partition, source_offset",
        (row, quote) =>
        {
            row.Write(quote.Symbol, NpgsqlDbType.Text);
            row.Write(quote.Venue, NpgsqlDbType.Text);
            row.Write(quote.Price, NpgsqlDbType.Numeric);
            row.Write(quote.Bid, NpgsqlDbType.Numeric);
            row.Write(quote.Ask, NpgsqlDbType.Numeric);
            row.Write(quote.BidSize, NpgsqlDbType.Bigint);
            row.Write(quote.AskSize, NpgsqlDbType.Bigint);
            row.Write(quote.Volume, NpgsqlDbType.Bigint);
            WritePlace(row, quote.EventTime, quote.Partition, quote.Offset);
        });

    private static readonly EventTable<CommodityEvent> CommodityTable = new(
        "commodity_events", "kind, commodity, price, volume, position_type, quantity, entry_price, event_time, source_partition, source_offset",
        (row, step) =>
        {
            row.Write(KindOf(step.Kind), NpgsqlDbType.Text);
            row.Write(step.Commodity, NpgsqlDbType.Text);
            row.Write(step.Price, NpgsqlDbType.Numeric);
            row.Write(step.Volume, NpgsqlDbType.Bigint);
            row.Write("long", NpgsqlDbType.Text);
            row.Write(step.Quantity, NpgsqlDbType.Numeric);
            row.Write(step.EntryPrice, NpgsqlDbType.Numeric);
            WritePlace(row, step.EventTime, step.Partition, step.Offset);
        });

    internal TerminalDatabase Databases { get; } = new(() => connectionString);

    public void Dispose() => Databases.Dispose();

    internal void Write(params IEnumerable<Quote> quotes) =>
        Write(QuoteTable, new PriceFold<Quote>(PricedFeeds.Quotes, PricePoint.Of), quotes);

    internal void Write(params IEnumerable<CommodityEvent> steps) =>
        Write(CommodityTable, new PriceFold<CommodityEvent>(PricedFeeds.Commodities, PricePoint.Of), steps);

    /// <summary>Of crypto or indices.</summary>
    internal void Write(string feed, params IEnumerable<Tick> ticks)
    {
        var table = new EventTable<Tick>(
            feed == PricedFeeds.Crypto ? "crypto_ticks" : "index_ticks",
            "symbol, price, volume, origin, event_time, source_partition, source_offset",
            (row, tick) =>
            {
                row.Write(tick.Symbol, NpgsqlDbType.Text);
                row.Write(tick.Price, NpgsqlDbType.Numeric);
                row.Write(tick.Volume, NpgsqlDbType.Numeric);
                row.Write("unstated", NpgsqlDbType.Text);
                WritePlace(row, tick.EventTime, tick.Partition, tick.Offset);
            });
        Write(table, new PriceFold<Tick>(feed, PricePoint.Of), ticks);
    }

    private void Write<TEvent>(EventTable<TEvent> table, PriceFold<TEvent> fold, IEnumerable<TEvent> events)
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

    private static void WritePlace(NpgsqlBinaryImporter row, DateTime at, int partition, long offset)
    {
        row.Write(at, NpgsqlDbType.TimestampTz);
        row.Write(partition, NpgsqlDbType.Integer);
        row.Write(offset, NpgsqlDbType.Bigint);
    }

    private static string KindOf(CommodityEventKind kind) => kind switch
    {
        CommodityEventKind.PriceTick => "price_tick",
        CommodityEventKind.TradeOpened => "trade_opened",
        CommodityEventKind.TradeMarked => "trade_marked",
        _ => "trade_closed",
    };
}
