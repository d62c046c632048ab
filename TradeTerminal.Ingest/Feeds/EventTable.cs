using Npgsql;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// A table of events without ids of their own. What one is is where it stands in the log, and the offsets,
/// which move in the same transaction, see to it that each is stored once: all that is given is new.
/// </summary>
/// <param name="table">Its name.</param>
/// <param name="columns">The columns, in the order they are written.</param>
/// <param name="write">Writes the columns of one event.</param>
internal sealed class EventTable<TEvent>(string table, string columns, Action<NpgsqlBinaryImporter, TEvent> write)
    : IEventStore<TEvent>
    where TEvent : struct
{
    private readonly string _copy = $"COPY {table} ({columns}) FROM STDIN (FORMAT binary)";

    public PartitionedTable Table { get; } = new(table, "event_time", null);

    public List<TEvent> Insert(FeedTransaction transaction, List<TEvent> events, bool careful)
    {
        var import = transaction.BeginCopy(_copy);
        foreach (var stored in events)
        {
            import.StartRow();
            write(import, stored);
        }

        return events;
    }
}
