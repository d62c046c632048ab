using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market.Symbols;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>What the runs of the scenarios have left, to be deleted: their symbols are no one else's.</summary>
internal sealed class ScenarioLeftovers(
    IDbContextFactory<TerminalDbContext> databases, SymbolCatalogue catalogue, ScenarioSet scenarios, SymbolDeletions deletions)
{
    /// <summary>Deleted at a time; those that are left are found the next time.</summary>
    public const int Most = 200;

    /// <summary>By feed and symbol, at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<(Feed Feed, string Symbol)>> FindAsync(CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var reported = await ReportedAsync(cancellationToken).ConfigureAwait(false);
        var stored = catalogue.Current.All.Select(one => (one.Feed, one.Symbol))
            .Concat(reported.Select(symbol => ("positions", symbol))).ToHashSet();
        return
        [
            .. scenarios.All.Select(run => run.Scenario)
                .SelectMany(scenario => stored.Where(one => one.Item1 == scenario.Feeds[0] && Left(scenario, one.Item2)))
                .Select(one => (FeedCatalog.All.First(feed => feed.Name == one.Item1), one.Item2))
                .OrderBy(one => one.Item2, StringComparer.Ordinal).Take(Most),
        ];
    }

    /// <summary>Deletes them one after the other, and says how much that was.</summary>
    public async Task<SymbolStock> DeleteAsync(IEnumerable<(Feed Feed, string Symbol)> symbols, CancellationToken cancellationToken)
    {
        var gone = SymbolStock.None;
        foreach (var (feed, symbol) in symbols)
        {
            var (_, ended) = await deletions.DeleteAsync(feed, symbol, cancellationToken).ConfigureAwait(false);
            gone += (await ended.WaitAsync(cancellationToken).ConfigureAwait(false)).Stock;
        }

        return gone;
    }

    /// <summary>Positions have no prices, and so no place in the catalogue.</summary>
    private async Task<List<string>> ReportedAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await database.Database
            .SqlQuery<string>($"""SELECT DISTINCT symbol AS "Value" FROM trader_book WHERE symbol LIKE 'DEMO-%' """)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool Left(Scenario scenario, string symbol) =>
        symbol == scenario.Leaves || symbol.StartsWith($"{scenario.Leaves}-", StringComparison.Ordinal);
}
