using Microsoft.EntityFrameworkCore;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// A CHECK that the default partition holds nothing from a day on. PostgreSQL then knows, without a search under a lock, that
/// none of its events belong into a partition made for that day.
/// </summary>
internal static class DefaultPartition
{
    /// <param name="database">Where.</param>
    /// <param name="table">The partitioned table.</param>
    /// <param name="end">The first day without a partition. Events from then on are never put into the default one.</param>
    /// <param name="patience">Sets how long to wait for a lock.</param>
    public static void End(TerminalDbContext database, PartitionedTable table, DateTime end, string patience)
    {
        var older = $"{table.Name}_older";
        var wanted = $"{older}_before_{end:yyyyMMdd}";
        var names = database.Database.SqlQuery<string>(
            $"""
            SELECT conname::text AS "Value" FROM pg_constraint
            WHERE conrelid = {older}::regclass AND starts_with(conname, {older + "_before_"})
            """).ToList();
        if (names is [var only] && only == wanted || HoldsLater(database, table, older, end))
        {
            return;
        }

        if (!names.Contains(wanted))
        {
            // Not looked into while it is locked: that follows, and stops nobody.
            Alter(database, $"ALTER TABLE {older} ADD CONSTRAINT {wanted} CHECK ({table.TimeColumn} < {DayPartitions.Literal(end)}) NOT VALID", patience);
        }

        Alter(database, $"ALTER TABLE {older} VALIDATE CONSTRAINT {wanted}", "SET LOCAL lock_timeout = '100ms'");
        foreach (var name in names.Where(name => name != wanted))
        {
            Alter(database, $"ALTER TABLE {older} DROP CONSTRAINT {name}", patience);
        }
    }

    private static bool HoldsLater(TerminalDbContext database, PartitionedTable table, string older, DateTime end)
    {
        var sql = $"SELECT EXISTS (SELECT FROM {older} WHERE {table.TimeColumn} >= {DayPartitions.Literal(end)}) AS \"Value\"";
        return database.Database.SqlQueryRaw<bool>(sql).Single();
    }

    // The names are ours, and the bound is made of digits of a date.
    private static void Alter(TerminalDbContext database, string sql, string patience)
    {
        using var transaction = database.Database.BeginTransaction();
        database.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        database.Database.ExecuteSqlRaw(patience);
        database.Database.ExecuteSqlRaw(sql);
        transaction.Commit();
    }
}
