using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Gives a day that is over its index by symbol. On the open day it would be about half of what an insert costs, and is not
/// needed: the candles say in which minutes a symbol has events, and a minute is read along the index by time.
/// </summary>
public sealed partial class ClosedDays(IDbContextFactory<TerminalDbContext> databases, TimeProvider time, ILogger<ClosedDays> logger)
{
    /// <summary>A day of ten million rows takes some ten seconds, and nobody waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The start of the oldest day without its index, as SQL: what is before it can be read by symbol. <c>infinity</c> when every day
    /// has one: the open day of an earlier version does.
    /// </summary>
    internal static string OpenSince(PartitionedTable table) =>
        $"coalesce((SELECT min(to_date(right(name, 8), 'YYYYMMDD'))::timestamp AT TIME ZONE 'UTC' FROM ({Unindexed(table)}) open), 'infinity')";

    internal static string IndexOf(string partition) => $"{partition}_symbol";

    /// <summary>One day after the other, the newest first, while rows still come in. Another terminal that is at it is left
    /// alone.</summary>
    internal async Task IndexAsync(PartitionedTable table, CancellationToken cancellationToken)
    {
        if (table.SymbolColumn is null)
        {
            return;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        database.Database.SetCommandTimeout(Patience);
        await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var today = DayPartitions.NameOf(table.Name, time.GetUtcNow().UtcDateTime.Date);
        var unindexed = $"SELECT name AS \"Value\" FROM ({Unindexed(table)}) open ORDER BY name DESC";
        var days = await database.Database.SqlQueryRaw<string>(unindexed).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var day in days.Where(day => string.CompareOrdinal(day, today) < 0))
        {
            await IndexAsync(database, table, day, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task IndexAsync(TerminalDbContext database, PartitionedTable table, string day, CancellationToken cancellationToken)
    {
        // Of the session, which ends with it: a transaction can't be around an index that is built while rows come in.
        var alone = await database.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_lock(hashtext({IndexOf(day)})) AS "Value" """)
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        if (!alone)
        {
            return;
        }

        try
        {
            var started = time.GetTimestamp();
            // What a build that was broken off has left behind.
            await ExecuteAsync(database, $"DROP INDEX CONCURRENTLY IF EXISTS {IndexOf(day)}", cancellationToken).ConfigureAwait(false);
            var columns = $"{table.SymbolColumn}, {table.TimeColumn}";
            await ExecuteAsync(database, $"CREATE INDEX CONCURRENTLY {IndexOf(day)} ON {day} ({columns})", cancellationToken)
                .ConfigureAwait(false);
            LogIndexed(day, time.GetElapsedTime(started).TotalSeconds);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // Retention was faster.
        }
        finally
        {
            await ExecuteAsync(database, $"SELECT pg_advisory_unlock(hashtext('{IndexOf(day)}'))", CancellationToken.None)
                .ConfigureAwait(false);
        }
    }

    private static string Unindexed(PartitionedTable table) =>
        $"""
        SELECT c.relname::text AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = '{table.Name}'::regclass AND c.relname ~ '^{table.Name}_[0-9]+$' AND NOT EXISTS (
            SELECT FROM pg_index x JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
            WHERE x.indrelid = c.oid AND x.indisvalid AND a.attname = '{table.SymbolColumn}')
        """;

    // Names are ours, and those of partitions have the shape table_yyyyMMdd.
    private static Task<int> ExecuteAsync(TerminalDbContext database, string sql, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlRawAsync(sql, cancellationToken);

    [LoggerMessage(LogLevel.Information, "Partition {Name} is over and was indexed by symbol in {Seconds:F1} s")]
    private partial void LogIndexed(string name, double seconds);
}
