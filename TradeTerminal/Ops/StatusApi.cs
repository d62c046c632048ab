using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Pipeline;

namespace TradeTerminal.Ops;

/// <summary>What this terminal is and how far it has read.</summary>
internal static class StatusApi
{
    public static void MapStatus(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/status", Get)
        .WithTags("Operation")
        .WithSummary("Version, backends and feeds")
        .WithDescription("Per feed and partition: what was accepted, seen before, rejected, and how far the log goes.");

    private static Ok<StatusBody> Get(
        Backends backends, DatabaseStartup database, IEnumerable<FeedGauge> feeds, MarketUpdates updates, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var bodies = feeds.Select(gauge => FeedBody.Of(gauge.Current, gauge.Latency.Current, now)).ToArray();
        return TypedResults.Ok(new StatusBody(
            ProductVersion.Text,
            "all",
            new KafkaBody(
                backends.Kafka.Mode, backends.Kafka.BootstrapServers,
                backends.Kafka.ClusterId ?? bodies.Select(feed => feed.ClusterId).FirstOrDefault(id => id is not null)),
            new DatabaseBody(backends.Database.Mode, database.ServerVersion, database.Problem, backends.Database.Port),
            bodies,
            new MarketBody(updates.Current.Version, updates.Current.PublishedAt.UtcDateTime, updates.Current.Tickers.Length)));
    }
}

internal sealed record StatusBody(
    string Version,
    [property: Description("all: this process reads Kafka and serves screens.")] string Role,
    KafkaBody Kafka,
    DatabaseBody Database,
    FeedBody[] Feeds,
    MarketBody Market);

internal sealed record KafkaBody(
    [property: Description("embedded (in this process, in memory) or external")] string Mode,
    string BootstrapServers,
    [property: Description("Null until the brokers have been reached.")] string? ClusterId);

internal sealed record DatabaseBody(
    [property: Description("embedded (started by this terminal) or external")] string Mode,
    [property: Description("Version of PostgreSQL; null until it has been reached.")] string? Version,
    [property: Description("Why the database could not be used at start; null once it could.")] string? Problem,
    [property: Description("Of an embedded one, on 127.0.0.1 of the terminal's machine; null of an external one.")] int? Port);

internal sealed record MarketBody(
    [property: Description("Rises with each published snapshot; starts again with the terminal.")] long Version,
    DateTime PublishedAt,
    int Tickers);

/// <summary>One feed: from its topic into the database.</summary>
internal sealed record FeedBody(
    string Name,
    string Topic,
    [property: Description("starting, running, waitingForKafka, waitingForTopic, waitingForDatabase, waitingForDecision, faulted or stopped")] string Phase,
    [property: Description("Why the feed is not running, or what is wrong while it runs, in words.")] string? Problem,
    [property: Description("Cluster the offsets below belong to.")] string? ClusterId,
    [property: Description("Trades stored.")] long Accepted,
    [property: Description("Messages with the id of a stored trade.")] long Duplicates,
    [property: Description("Messages refused, with their reason under /api/rejected.")] long Rejected,
    [property: Description("Offsets passed without a message: gone + empty + unexplained.")] long Skipped,
    [property: Description("Of them: deleted from the log before they were read.")] long Gone,
    [property: Description("Of them: nothing is there, such as a transaction's marker or what compaction took.")] long Empty,
    [property: Description("Of them: the log, asked again, has a message there that was lost on its way.")] long Unexplained,
    [property: Description("Of the empty ones, since the start: those the log was not asked for again.")] long NotAskedAgain,
    [property: Description("What the self-check has found, and where, in words; null when all is well.")] string? SelfCheck,
    [property: Description("When what is said to be stored was last compared with the rows there are, UTC.")] DateTime? RowsComparedAt,
    [property: Description("Events stored since the start that were not compared.")] long RowsNotCompared,
    [property: Description("Messages written per second over the last ten seconds.")] double RatePerSecond,
    [property: Description("Newest event time stored since start, UTC.")] DateTime? NewestEventTime,
    long LagRecords,
    double LagSeconds,
    [property: Description("By stage from event to screen, of the last minute; stages without a sample are left out.")] StageBody[] Latency,
    PartitionBody[] Partitions)
{
    [Description("Messages that are not for this feed, by its mapping: counted, and neither stored nor kept.")]
    public long Ignored { get; init; }

    [Description("Stored events that an operator has deleted since; they stay among the accepted.")]
    public long Deleted { get; init; }

    [Description("In phase waitingForDecision, the positions that it asks about; else empty.")]
    public AskedBody[] Asks { get; init; } = [];

    public static FeedBody Of(FeedStatus feed, LatencySnapshot latency, DateTimeOffset now)
    {
        var phase = feed.Phase.ToString();
        return new FeedBody(
            feed.Name, feed.Topic, char.ToLowerInvariant(phase[0]) + phase[1..], feed.Problem ?? feed.Unreadable, feed.ClusterId,
            feed.Accepted, feed.Duplicates, feed.Rejected, feed.Skipped, feed.Gone, feed.Empty,
            feed.Unexplained, feed.NotAsked, feed.Doubt, feed.Rows?.At, feed.Rows?.NotCompared
                ?? 0, feed.Rate.PerSecond(now), feed.NewestEventTime,
            feed.LagRecords, Math.Round(feed.LagSeconds(now.UtcDateTime), 3),
            [.. latency.Stages.Select(StageBody.Of)],
            [.. feed.Partitions.Select(partition => PartitionBody.Of(partition, now.UtcDateTime))])
        {
            Asks = AskedBody.Of(feed.Question),
            Deleted = feed.Deleted,
            Ignored = feed.Ignored,
        };
    }
}

/// <summary>How long one stage took.</summary>
internal sealed record StageBody(
    [property: Description("event_to_broker, broker_to_received, received_to_committed, committed_to_published, published_to_painted or event_to_painted")] string Stage,
    double P50Milliseconds,
    double P99Milliseconds,
    int Samples)
{
    public static StageBody Of(StageFigures figures) => new(
        figures.Stage.Code(), Math.Round(figures.Median.TotalMilliseconds, 3),
        Math.Round(figures.Worst99.TotalMilliseconds, 3), figures.Samples);
}

/// <summary>One partition: nextOffset − startOffset = accepted + duplicates + rejected + skipped + ignored.</summary>
internal sealed record PartitionBody(
    int Partition,
    long StartOffset,
    [property: Description("The first offset that is not stored yet.")] long NextOffset,
    [property: Description("Where the log ends.")] long EndOffset,
    long LagRecords,
    [property: Description("Age of the newest stored event while more is waiting; 0 when nothing waits.")] double LagSeconds,
    long Accepted,
    long Duplicates,
    long Rejected,
    long Skipped,
    long Gone,
    long Empty,
    long Unexplained,
    [property: Description("Offset of the last unexplained one; null when there is none.")] long? UnexplainedAt,
    [property: Description("What the self-check has found here, in words; null when all is well.")] string? SelfCheck)
{
    [Description("Messages that are not for this feed, by its mapping.")]
    public long Ignored { get; init; }

    public static PartitionBody Of(PartitionStatus partition, DateTime utcNow)
    {
        var at = partition.Position;
        return new PartitionBody(
            at.Partition, at.StartOffset, at.NextOffset, partition.EndOffset, partition.LagRecords,
            Math.Round(partition.LagSeconds(utcNow), 3), at.Accepted, at.Duplicates, at.Rejected, at.Skipped,
            at.Gone, at.Empty, at.Unexplained, at.UnexplainedAt, at.Doubt)
        {
            Ignored = at.Ignored,
        };
    }
}
