using Npgsql;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// The open transaction of one batch. What it takes part in is durable together with the batch's offsets, or
/// not at all.
/// </summary>
internal sealed class FeedTransaction(FeedKey feed, NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    private NpgsqlBinaryImporter? _copy;

    public FeedKey Feed { get; } = feed;

    /// <summary>For reading what a fold lacks. Waits for the rows of a COPY that are on their way.</summary>
    public NpgsqlConnection Connection
    {
        get
        {
            EndCopy();
            return connection;
        }
    }

    public NpgsqlTransaction Transaction { get; } = transaction;

    /// <summary>Run in this order, in one round trip, before the commit.</summary>
    public List<NpgsqlBatchCommand> Writes { get; } = [];

    /// <summary>Alerts raised by this batch; stored with it, announced after it.</summary>
    public List<Alert> Alerts { get; } = [];

    /// <summary>
    /// Begins a COPY, which ends by itself when the connection is next asked for. The server takes longer over rows than they
    /// take to send, so what needs no database is worked out meanwhile.
    /// </summary>
    public NpgsqlBinaryImporter BeginCopy(string sql) => _copy = Connection.BeginBinaryImport(sql);

    /// <summary>Ends a COPY that has not ended; none of its rows go in.</summary>
    public void Abandon()
    {
        _copy?.Dispose();
        _copy = null;
    }

    private void EndCopy()
    {
        if (_copy is { } copy)
        {
            copy.Complete();
            Abandon();
        }
    }
}
