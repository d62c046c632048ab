using System.Globalization;
using Npgsql;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Cli.Backup;

/// <summary>Compares what a restored database holds with what its offsets say.</summary>
internal sealed class RestoredDatabase(string connectionString, IConfiguration configuration)
{
    private readonly StorageOptions _storage = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();

    /// <exception cref="CommandException">It is no database of a terminal.</exception>
    public async Task<(IReadOnlyList<FeedBackup> Feeds, IReadOnlyList<PartitionBackup> Partitions)> ExamineAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var offsets = await OffsetsAsync(connection, cancellationToken).ConfigureAwait(false);
            var countedSince = await CountedSinceAsync(connection, cancellationToken).ConfigureAwait(false);
            var feeds = new List<FeedBackup>();
            foreach (var feed in FeedCatalog.All)
            {
                feeds.Add(await CompareAsync(connection, feed, offsets, countedSince, cancellationToken).ConfigureAwait(false));
            }

            return (feeds, [.. offsets.Where(IsLast).Select(offset =>
                new PartitionBackup(offset.ClusterId, offset.Topic, offset.Partition, offset.NextOffset, true, ""))]);

            // Each start of an embedded broker is a cluster of its own: the last one is the one that is read on.
            bool IsLast(Offset offset) =>
                offset.ClusterId == offsets.Where(one => one.Topic == offset.Topic).MaxBy(one => one.MovedAt)!.ClusterId;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            throw new CommandException(
                ExitCode.Problem, $"The dump holds no whole database of a terminal of this version ({exception.MessageText}). Was it made of another database, or of some of its tables?");
        }
    }

    private static async Task<List<Offset>> OffsetsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT cluster_id, topic, partition, next_offset, accepted, next_offset - start_offset - accepted - duplicates - rejected - skipped - ignored,
                began_at, moved_at FROM feed_offsets ORDER BY topic, partition
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var offsets = new List<Offset>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            offsets.Add(new Offset(
                reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
                reader.GetDateTime(6), reader.GetDateTime(7)));
        }

        return offsets;
    }

    private async Task<FeedBackup> CompareAsync(
        NpgsqlConnection connection, Feed feed, IReadOnlyList<Offset> offsets, DateTime countedSince, CancellationToken cancellationToken)
    {
        var topic = configuration[$"Feeds:{feed.Section}:Topic"] ?? feed.DefaultTopic;
        List<Offset> mine = [.. offsets.Where(offset => offset.Topic == topic)];
        await using var command = new NpgsqlCommand(
            $"""
            SELECT count(*), max({feed.Table.TimeColumn}), (SELECT coalesce(sum(events), 0)::bigint FROM deletions WHERE feed = $1),
                (SELECT coalesce(sum(events), 0)::bigint FROM dropped_days WHERE feed = $1) FROM {feed.Table.Name}
            """, connection)
        {
            CommandTimeout = 0,
            Parameters = { new NpgsqlParameter<string> { TypedValue = feed.Name } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (rows, newest, deleted) = (reader.GetInt64(0), reader.IsDBNull(1) ? (DateTime?)null : reader.GetDateTime(1), reader.GetInt64(2));
        var dropped = reader.GetInt64(3);
        var accepted = mine.Sum(offset => offset.Accepted);
        var (isGood, says) = Verdict(mine, rows, accepted - deleted - dropped, countedSince);
        return new FeedBackup(feed.Name, rows, accepted, deleted, dropped, newest, isGood, says);
    }

    private static async Task<DateTime> CountedSinceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT min(counted_since) FROM dropped_days_since", connection);
        // Without the row nothing says that any was counted.
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is DateTime since ? since : DateTime.MaxValue;
    }

    private (bool IsGood, string Says) Verdict(List<Offset> offsets, long rows, long expected, DateTime countedSince)
    {
        if (offsets.Find(offset => offset.NotAccountedFor != 0) is { } wrong)
        {
            return (false, Invariant($"partition {wrong.Partition}: {wrong.NotAccountedFor:N0} of the offsets passed are not accounted for"));
        }

        if (rows == expected)
        {
            return (true, "");
        }

        if (rows > expected)
        {
            // Its offsets are counted anew when a topic is made anew; what was stored of the one before stays.
            return offsets.Count > 0 ? (true, Invariant($"{rows - expected:N0} rows more than the offsets count: its topic was made anew since"))
                : (true, Invariant($"{rows:N0} rows of a topic that the settings here do not name"));
        }

        // Before it was counted, rows went when they were too old, and nothing says how many.
        var span = offsets.Max(offset => offset.MovedAt) - offsets.Min(offset => offset.BeganAt);
        return rows > 0 && span > TimeSpan.FromDays(_storage.RetentionDays) && offsets.Min(offset => offset.BeganAt) < countedSince
            ? (true, Invariant($"{expected - rows:N0} rows fewer than were stored in {span.TotalDays:N0} days: older ones than {_storage.RetentionDays} days are not kept, and until {countedSince:yyyy-MM-dd} it was not counted how many went"))
            : (false, Invariant($"{expected - rows:N0} of {expected:N0} rows are missing"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Offset(
        string ClusterId, string Topic, int Partition, long NextOffset, long Accepted, long NotAccountedFor, DateTime BeganAt, DateTime MovedAt);
}
