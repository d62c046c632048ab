using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Storage;

/// <summary>What retention takes away: whole partitions, and beside them single rows in bounded slices.</summary>
internal sealed class RetentionSweep(TerminalDbContext context, DateTime horizon, Action<string> dropped)
{
    /// <summary>Few enough for one statement to end in time, whatever has piled up.</summary>
    private const int Slice = 50_000;

    private const string Note = "INSERT INTO dropped_days AS d (feed, day, events, dropped_at)";
    private const string AddUp = "ON CONFLICT (feed, day) DO UPDATE SET events = d.events + excluded.events, dropped_at = excluded.dropped_at";

    /// <summary>A day of many millions of rows that nobody has read for weeks comes from a disk.</summary>
    private static readonly TimeSpan CountPatience = TimeSpan.FromMinutes(10);

    private static readonly (string Table, string TimeColumn)[] DatedTables =
        [("candles_1m", "bucket"), ("feed_candles_1m", "bucket"), ("latest_prices", "event_time"), ("alerts", "detected_at"), ("feed_reads", "seen_at"),
            ("pipeline_1m", "bucket"), ("pipeline_1h", "bucket"), ("pipeline_events_1m", "bucket"), ("pipeline_events_1h", "bucket"),
            ("incidents", "began_at"), ("terminal_runs", "seen_at"), ("resubmissions", "requested_at")];

    private DateTime? _left;

    /// <summary>What is older goes; earlier than asked for while days are left that a later pass drops, so that rows go with their
    /// day.</summary>
    public DateTime Horizon => _left ?? horizon;

    public bool HasDropped { get; private set; }

    /// <summary>Whether any feed has an event of a day that is kept.</summary>
    public async Task<bool> HoldsNewerAsync(CancellationToken cancellationToken)
    {
        var exists = string.Join(" OR ",
            FeedCatalog.All.Select(feed => $"EXISTS (SELECT FROM {feed.Table.Name} WHERE {feed.Table.TimeColumn} >= {{0}})"));
        var sql = $"SELECT {exists} AS \"Value\"";
        return await context.Database.SqlQueryRaw<bool>(sql, horizon).SingleAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The oldest days first, and no more than <paramref name="most"/>.</summary>
    public async Task DropDaysAsync(Feed feed, int most, CancellationToken cancellationToken)
    {
        var table = feed.Table;
        var names = await context.Database.SqlQuery<string>(
            $"""
            SELECT c.relname AS "Value" FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = {table.Name}::regclass
            UNION ALL
            SELECT c.relname FROM pg_class c JOIN pg_class parent ON parent.oid = {table.Name}::regclass AND parent.relnamespace = c.relnamespace
            WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relname ~ ('^' || {table.Name} || '_[0-9]+$')
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        var old = names.Select(name => (Name: name, Day: DayOf(table, name)))
            .Where(day => day.Day < horizon).OrderBy(day => day.Day).ToList();
        if (old.Count > most && old[most].Day < Horizon)
        {
            _left = DateTime.SpecifyKind(old[most].Day!.Value, DateTimeKind.Utc);
        }

        foreach (var (name, day) in old.Take(most))
        {
            await DropAsync(feed, name, day!.Value, cancellationToken).ConfigureAwait(false);
            HasDropped = true;
            dropped(name);
        }
    }

    /// <summary>
    /// How many events went is kept: without it rows that are missing could not be told from these. The day is taken out first, so that
    /// nothing waits while it is counted; where that is broken off, the next pass finds it by its name.
    /// </summary>
    private async Task DropAsync(Feed feed, string name, DateTime day, CancellationToken cancellationToken)
    {
        await using (var taken = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false))
        {
            await ExecuteAsync(DayPartitions.BriefLock, [], cancellationToken).ConfigureAwait(false);
            var isPart = await context.Database.SqlQuery<bool>($"""SELECT relispartition AS "Value" FROM pg_class WHERE oid = {name}::regclass""")
                .SingleAsync(cancellationToken).ConfigureAwait(false);
            if (isPart)
            {
                await ExecuteAsync($"ALTER TABLE {feed.Table.Name} DETACH PARTITION {name}", [], cancellationToken).ConfigureAwait(false);
            }

            await taken.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        var patience = context.Database.GetCommandTimeout();
        context.Database.SetCommandTimeout(CountPatience);
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await ExecuteAsync($"{Note} SELECT {{0}}, {{1}}::date, count(*), now() FROM {name} HAVING count(*) > 0 {AddUp}",
                [feed.Name, DateOnly.FromDateTime(day)], cancellationToken).ConfigureAwait(false);
            await ExecuteAsync($"DROP TABLE {name}", [], cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            context.Database.SetCommandTimeout(patience);
        }
    }

    /// <summary>Rows without a partition of their own: what came in when its day was no longer kept, and what is kept beside
    /// events.</summary>
    public async Task DeleteOlderAsync(CancellationToken cancellationToken)
    {
        foreach (var feed in FeedCatalog.All)
        {
            await DeleteEventsAsync(feed, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (table, column) in DatedTables)
        {
            await DeleteAsync(table, column, cancellationToken).ConfigureAwait(false);
        }

        await DeleteHoldingsAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As <see cref="DropAsync"/>, of events without a partition of their day.</summary>
    private async Task DeleteEventsAsync(Feed feed, CancellationToken cancellationToken)
    {
        var (older, column) = ($"{feed.Table.Name}_older", feed.Table.TimeColumn);
        var sql =
            $$"""
            WITH gone AS (DELETE FROM {{older}} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {{older}} WHERE {{column}} < {0} LIMIT {{Slice}}))
                RETURNING {{column}} AS at),
            noted AS ({{Note}} SELECT {1}, (at AT TIME ZONE 'UTC')::date, count(*), now() FROM gone GROUP BY 2 {{AddUp}})
            SELECT count(*)::int AS "Value" FROM gone
            """;
        // Not composed over: what changes rows has to stand outermost.
        while ((await context.Database.SqlQueryRaw<int>(sql, Horizon, feed.Name).ToListAsync(cancellationToken).ConfigureAwait(false))[0] == Slice)
        {
        }
    }

    public async Task DeleteAsync(string table, string timeColumn, CancellationToken cancellationToken)
    {
        var sql = $"DELETE FROM {table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {table} WHERE {timeColumn} < {{0}} LIMIT {Slice}))";
        while (await ExecuteAsync(sql, [Horizon], cancellationToken).ConfigureAwait(false) == Slice)
        {
        }
    }

    /// <summary>Of each trader and symbol the newest of the older steps stays: it is what was held when the kept days began.</summary>
    private async Task DeleteHoldingsAsync(CancellationToken cancellationToken)
    {
        var sql =
            $$"""
            DELETE FROM trader_book_5m WHERE ctid = ANY(ARRAY(SELECT o.ctid FROM trader_book_5m o WHERE o.bucket < {0} AND EXISTS (
                SELECT FROM trader_book_5m n WHERE n.trader = o.trader AND n.symbol = o.symbol AND n.bucket > o.bucket AND n.bucket < {0})
                LIMIT {{Slice}}))
            """;
        while (await ExecuteAsync(sql, [Horizon], cancellationToken).ConfigureAwait(false) == Slice)
        {
        }
    }

    /// <summary>
    /// Where deleted events stood is asked about while what was stored is compared with the rows, which takes hours at most.
    /// </summary>
    public Task ForgetPlacesAsync(CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE deleted_events SET offsets = NULL WHERE offsets IS NOT NULL AND deleted_at < now() - interval '1 day'", [],
        cancellationToken);

    public async Task<bool> IsDueAsync(DateTime today, CancellationToken cancellationToken) =>
        await context.Database.SqlQuery<DateTime?>($"""SELECT max(swept)::timestamp AS "Value" FROM retention""")
            .SingleAsync(cancellationToken).ConfigureAwait(false) is not { } swept || swept < today;

    public Task DoneAsync(DateTime today, CancellationToken cancellationToken) => ExecuteAsync(
        "WITH gone AS (DELETE FROM retention) INSERT INTO retention (swept) VALUES ({0}::timestamptz AT TIME ZONE 'UTC')",
        [today], cancellationToken);

    // The names are ours, and those of partitions have the shape table_yyyyMMdd.
    private Task<int> ExecuteAsync(string sql, object[] parameters, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync(sql, parameters, cancellationToken);

    private static DateTime? DayOf(PartitionedTable table, string partition) => DateTime.TryParseExact(
        partition, $"'{table.Name}_'yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
