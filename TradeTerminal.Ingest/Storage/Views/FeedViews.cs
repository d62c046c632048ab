using Microsoft.EntityFrameworkCore;

namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// The views that follow from the catalog of feeds. They are no matter of migrations, so that a new feed is in them
/// without a word: each start makes them what they have to be, and leaves alone what is so already.
/// </summary>
internal static class FeedViews
{
    public static async Task EnsureAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        // In this order: the second reads from the first.
        await database.Database.ExecuteSqlRawAsync(Ensure("prices", PricesView.Select), cancellationToken).ConfigureAwait(false);
        await database.Database.ExecuteSqlRawAsync(Ensure("symbol_statistics", SymbolStatisticsView.Select), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// PostgreSQL keeps a definition in words of its own, so two are compared as it writes them. Replacing waits for
    /// all who read the view, hence only when it must be. The lock, which migrations take too, keeps apart terminals
    /// that start at the same time.
    /// </summary>
    private static string Ensure(string view, string select) =>
        $"""
        DO $do$ BEGIN
            LOCK TABLE "__EFMigrationsHistory" IN SHARE ROW EXCLUSIVE MODE;
            CREATE TEMPORARY VIEW wanted_view AS {select};
            IF pg_get_viewdef(to_regclass('{view}')) IS DISTINCT FROM pg_get_viewdef('wanted_view'::regclass) THEN
                CREATE OR REPLACE VIEW {view} AS {select};
            END IF;
            DROP VIEW wanted_view;
        END $do$
        """;
}
