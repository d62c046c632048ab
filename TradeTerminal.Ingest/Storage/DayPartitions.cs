using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Makes the daily partitions of <c>trades</c> as their days come up. Only days within retention get one:
/// a producer with made-up dates must not create a table for each day since 1970. Older events go to
/// <c>trades_older</c>, the default partition.
/// </summary>
public sealed partial class DayPartitions(
    IDbContextFactory<TerminalDbContext> databases,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<DayPartitions> logger)
{
    private readonly HashSet<DateTime> _known = [];

    /// <summary>Called by the feed's writer, from its thread, before it inserts.</summary>
    public void Ensure(ReadOnlySpan<Trade> trades)
    {
        var last = DateTime.MinValue;
        foreach (ref readonly var trade in trades)
        {
            var day = trade.ExecutedAt.Date;
            if (day == last)
            {
                continue;
            }

            last = day;
            if (!_known.Contains(day) && day >= Horizon)
            {
                Create(day);
            }
        }
    }

    /// <summary>The oldest day that is kept.</summary>
    public DateTime Horizon => time.GetUtcNow().UtcDateTime.Date.AddDays(-options.Value.RetentionDays);

    public static string NameOf(DateTime day) =>
        string.Create(CultureInfo.InvariantCulture, $"trades_{day:yyyyMMdd}");

    private void Create(DateTime day)
    {
        var name = NameOf(day);
        var (from, to) = (Literal(day), Literal(day.AddDays(1)));
        try
        {
            using var database = databases.CreateDbContext();
            using var transaction = database.Database.BeginTransaction();
            Execute(database, $"CREATE TABLE IF NOT EXISTS {name} PARTITION OF trades FOR VALUES FROM ({from}) TO ({to})");
            Execute(database, $"CREATE UNIQUE INDEX IF NOT EXISTS {name}_id ON {name} (trade_id)");
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

        _known.Add(day);
    }

    // Names and bounds are made of digits of a date here, never of input.
    private static void Execute(TerminalDbContext database, string sql) =>
        database.Database.ExecuteSqlRaw(sql);

    private static string Literal(DateTime day) =>
        string.Create(CultureInfo.InvariantCulture, $"'{day:yyyy-MM-dd} 00:00:00+00'");

    [LoggerMessage(LogLevel.Information, "Partition {Name} is ready")]
    private partial void LogCreated(string name);

    [LoggerMessage(LogLevel.Warning, "Partition {Name} can't be made: events of that day are in trades_older")]
    private partial void LogStaysInDefault(string name);
}
