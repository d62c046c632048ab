using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Makes the daily partitions of the event tables as their days come up. Only days within retention get one:
/// a producer with made-up dates must not create a table for each day since 1970. Older events go to
/// the default partition, <c>trades_older</c> for trades.
/// </summary>
/// <remarks>
/// Making one locks the default partition for a moment. Behind a long query of somebody else that moment would be as long
/// as the query, and everybody would queue behind it: hence the bounds on waiting, and <see cref="PartitionsAhead"/>.
/// </remarks>
public sealed partial class DayPartitions(
    IDbContextFactory<TerminalDbContext> databases,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<DayPartitions> logger)
{
    /// <summary>For a statement that locks a whole table, within a transaction. Who waits longer tries again later.</summary>
    internal const string BriefLock = "SET LOCAL lock_timeout = '2s'";

    /// <summary>
    /// For a day that is over: nothing may stop for it, nor while the default partition is searched for its events.
    /// </summary>
    private const string BriefestLock = "SET LOCAL lock_timeout = '100ms'; SET LOCAL statement_timeout = '1s'";

    /// <summary>However long events are kept: a table for each day of a century is more than a database can hold open.</summary>
    private const int MostDays = 366;

    private readonly ConcurrentDictionary<(string Table, DateTime Day), bool> _known = [];

    /// <summary>Called by a feed's writer, from its thread, before it inserts.</summary>
    internal void Ensure<TEvent>(PartitionedTable table, ReadOnlySpan<TEvent> events)
        where TEvent : struct, IFeedEvent<TEvent>
    {
        var last = DateTime.MinValue;
        foreach (ref readonly var stored in events)
        {
            var day = stored.EventTime.Date;
            if (day == last)
            {
                continue;
            }

            last = day;
            if (day < Horizon || _known.ContainsKey((table.Name, day)))
            {
                continue;
            }

            // Events of today and of what lies ahead wait: they are nowhere but in their partitions.
            if (day >= time.GetUtcNow().UtcDateTime.Date)
            {
                Create(table, day, BriefLock);
            }
            else if (!TryCreate(table, day))
            {
                _known[(table.Name, day)] = true;
                LogStaysInDefault(NameOf(table.Name, day));
            }
        }
    }

    /// <summary>Makes the partition of the day after this one, so that its first event waits for nothing.</summary>
    internal void EnsureTomorrow(PartitionedTable table)
    {
        var tomorrow = time.GetUtcNow().UtcDateTime.Date.AddDays(1);
        if (!_known.ContainsKey((table.Name, tomorrow)))
        {
            Create(table, tomorrow, BriefLock);
        }
    }

    /// <summary>
    /// Makes what is missing from tomorrow back to the horizon, so that an old event finds its partition there, and stops
    /// when somebody is in the way, to go on the next time. Then the default partition is told that it ends after tomorrow.
    /// </summary>
    internal void EnsureHorizon(PartitionedTable table, CancellationToken cancellationToken)
    {
        Remember(table);
        var tomorrow = time.GetUtcNow().UtcDateTime.Date.AddDays(1);
        for (var day = tomorrow; day >= Horizon && tomorrow - day < TimeSpan.FromDays(MostDays); day = day.AddDays(-1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_known.ContainsKey((table.Name, day)) && !TryCreate(table, day))
            {
                return;
            }
        }

        using var database = databases.CreateDbContext();
        DefaultPartition.End(database, table, tomorrow.AddDays(1), BriefestLock);
    }

    /// <summary>The oldest day that is kept.</summary>
    public DateTime Horizon => HorizonAt(time.GetUtcNow().UtcDateTime);

    public DateTime HorizonAt(DateTime utcNow) => utcNow.Date.AddDays(-options.Value.RetentionDays);

    public static string NameOf(string table, DateTime day) =>
        string.Create(CultureInfo.InvariantCulture, $"{table}_{day:yyyyMMdd}");

    /// <summary>
    /// Keeps an id once a time, and rows come in at its end, whatever the ids. An index by id alone, which partitions of
    /// earlier versions have as <c>…_id</c>, is written all over: on a day of millions of random ids it cost most of the write.
    /// </summary>
    internal static string TimeIndexOf(string partition) => $"{partition}_time_id";

    /// <summary>False when somebody is in the way.</summary>
    private bool TryCreate(PartitionedTable table, DateTime day)
    {
        try
        {
            Create(table, day, BriefestLock);
            return true;
        }
        catch (Exception exception) when (Failures.Postgres(exception)?.SqlState is
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled)
        {
            return false;
        }
    }

    // Attached, not made as a partition: that would lock the whole table, not just the default partition.
    private void Create(PartitionedTable table, DateTime day, string patience)
    {
        var name = NameOf(table.Name, day);
        try
        {
            using var database = databases.CreateDbContext();
            using var transaction = database.Database.BeginTransaction();
            Execute(database, patience);
            Execute(database, $"CREATE TABLE {name} (LIKE {table.Name} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)");
            if (table.IdColumn is not null)
            {
                Execute(database, $"CREATE UNIQUE INDEX {TimeIndexOf(name)} ON {name} ({table.TimeColumn}, {table.IdColumn})");
            }

            if (table.SymbolColumn is not null && day < time.GetUtcNow().UtcDateTime.Date)
            {
                Execute(database, $"CREATE INDEX {ClosedDays.IndexOf(name)} ON {name} ({table.SymbolColumn}, {table.TimeColumn})");
            }

            Execute(database,
                $"ALTER TABLE {table.Name} ATTACH PARTITION {name} FOR VALUES FROM ({Literal(day)}) TO ({Literal(day.AddDays(1))})");
            transaction.Commit();
            LogCreated(name);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // The day was beyond retention when its first events came, and lives in the default partition.
            LogStaysInDefault(name);
        }
        catch (PostgresException exception) when (exception.SqlState is
            PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // It is there, or another worker made it at the same moment.
        }

        _known[(table.Name, day)] = true;
    }

    private void Remember(PartitionedTable table)
    {
        using var database = databases.CreateDbContext();
        var names = database.Database.SqlQuery<string>(
            $"""
            SELECT c.relname::text AS "Value" FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = {table.Name}::regclass
            """).ToHashSet();
        foreach (var key in _known.Keys.Where(key => key.Table == table.Name && key.Day >= Horizon && !names.Contains(NameOf(key.Table, key.Day))))
        {
            // Somebody was in the way, or dropped it.
            _known.TryRemove(key, out _);
        }

        foreach (var day in Enumerable.Range(0, MostDays).Select(back => time.GetUtcNow().UtcDateTime.Date.AddDays(1 - back)))
        {
            if (names.Contains(NameOf(table.Name, day)))
            {
                _known[(table.Name, day)] = true;
            }
        }
    }

    // Names are ours and bounds are made of digits of a date, never of input.
    private static void Execute(TerminalDbContext database, string sql) =>
        database.Database.ExecuteSqlRaw(sql);

    internal static string Literal(DateTime day) =>
        string.Create(CultureInfo.InvariantCulture, $"'{day:yyyy-MM-dd} 00:00:00+00'");

    [LoggerMessage(LogLevel.Information, "Partition {Name} is ready")]
    private partial void LogCreated(string name);

    [LoggerMessage(LogLevel.Warning, "Partition {Name} can't be made: events of that day are in the default partition")]
    private partial void LogStaysInDefault(string name);
}
