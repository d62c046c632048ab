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
/// Making one locks the whole table for a moment. Behind a long query of somebody else that moment would be as long as
/// the query, and everybody would queue behind it: hence the bound on waiting, and tomorrow's partition a day ahead.
/// </remarks>
public sealed partial class DayPartitions(
    IDbContextFactory<TerminalDbContext> databases,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<DayPartitions> logger)
{
    /// <summary>For a statement that locks a whole table, within a transaction. Who waits longer tries again later.</summary>
    internal const string BriefLock = "SET LOCAL lock_timeout = '2s'";

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
            if (!_known.ContainsKey((table.Name, day)) && day >= Horizon)
            {
                Create(table, day);
            }
        }
    }

    /// <summary>Makes the partition of the day after this one, so that its first event waits for nothing.</summary>
    internal void EnsureTomorrow(PartitionedTable table)
    {
        var tomorrow = time.GetUtcNow().UtcDateTime.Date.AddDays(1);
        if (!_known.ContainsKey((table.Name, tomorrow)))
        {
            Create(table, tomorrow);
        }
    }

    /// <summary>The oldest day that is kept.</summary>
    public DateTime Horizon => time.GetUtcNow().UtcDateTime.Date.AddDays(-options.Value.RetentionDays);

    public static string NameOf(string table, DateTime day) =>
        string.Create(CultureInfo.InvariantCulture, $"{table}_{day:yyyyMMdd}");

    /// <summary>
    /// Keeps an id once a time, and rows come in at its end, whatever the ids. An index by id alone, which partitions of
    /// earlier versions have as <c>…_id</c>, is written all over: on a day of millions of random ids it cost most of the write.
    /// </summary>
    internal static string TimeIndexOf(string partition) => $"{partition}_time_id";

    private void Create(PartitionedTable table, DateTime day)
    {
        var name = NameOf(table.Name, day);
        var (from, to) = (Literal(day), Literal(day.AddDays(1)));
        try
        {
            using var database = databases.CreateDbContext();
            using var transaction = database.Database.BeginTransaction();
            Execute(database, BriefLock);
            Execute(database, $"CREATE TABLE IF NOT EXISTS {name} PARTITION OF {table.Name} FOR VALUES FROM ({from}) TO ({to})");
            if (table.IdColumn is not null)
            {
                Execute(database, $"CREATE UNIQUE INDEX IF NOT EXISTS {TimeIndexOf(name)} ON {name} ({table.TimeColumn}, {table.IdColumn})");
            }

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
            // Another worker made it at the same moment.
        }

        _known[(table.Name, day)] = true;
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
