using System.Runtime.InteropServices;
using Npgsql;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Trades;

/// <summary>Stores trades, each id once a day. It belongs to one writer, and remembers which ids there are.</summary>
internal sealed class TradeStore : IEventStore<Trade>
{
    private static readonly PartitionedTable Trades = new("trades", "executed_at", "trade_id", "ticker");

    /// <summary>Below this many rows one prepared statement is quicker than the exchange of a COPY.</summary>
    private const int FewRows = 100;

    private readonly TradeIds _ids = new(Trades);

    public PartitionedTable Table => Trades;

    public void Forget() => _ids.Forget();

    public List<Trade> Insert(FeedTransaction transaction, List<Trade> events, bool careful)
    {
        events = _ids.New(transaction, events);
        if (events.Count == 0)
        {
            return events;
        }

        var trades = CollectionsMarshal.AsSpan(events);
        if (!careful && events.Count >= FewRows)
        {
            TradeCopy.Write(transaction, trades);
            return events;
        }

        using var insert = new NpgsqlBatch(transaction.Connection, transaction.Transaction);
        insert.BatchCommands.Add(TradeColumns.Insert(trades));
        using var reader = insert.ExecuteReader();
        reader.Read();
        if (reader.GetInt64(0) == events.Count)
        {
            return events;
        }

        if (reader.IsDBNull(1))
        {
            return [];
        }

        var places = reader.GetFieldValue<int[]>(1).Zip(reader.GetFieldValue<long[]>(2)).ToHashSet();
        return events.FindAll(trade => places.Contains((trade.Partition, trade.Offset)));
    }
}
