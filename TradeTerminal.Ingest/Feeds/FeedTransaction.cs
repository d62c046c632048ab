using Npgsql;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// The open transaction of one batch. What it takes part in is durable together with the batch's offsets, or
/// not at all.
/// </summary>
internal sealed class FeedTransaction(FeedKey feed, NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    public FeedKey Feed { get; } = feed;

    /// <summary>For reading what a fold lacks, and for COPY.</summary>
    public NpgsqlConnection Connection { get; } = connection;

    public NpgsqlTransaction Transaction { get; } = transaction;

    /// <summary>Run in this order, in one round trip, before the commit.</summary>
    public List<NpgsqlBatchCommand> Writes { get; } = [];

    /// <summary>Alerts raised by this batch; stored with it, announced after it.</summary>
    public List<Alert> Alerts { get; } = [];
}
