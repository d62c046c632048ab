using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Positions.Data;

/// <summary>
/// Traders who hold one of some symbols, by name; the symbols are asked for with commas between them. Only of very many traders nobody has
/// all that they hold at hand.
/// </summary>
public sealed class HolderStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<HolderStore> logger)
    : DayStore<string, string>(databases, updates, time, logger)
{
    /// <summary>Bound on those named.</summary>
    public const int Most = 10_000;

    protected override async Task<ImmutableArray<string>> ReadAsync(
        TerminalDbContext database, string question, DayBefore<string>? before, CancellationToken cancellationToken)
    {
        var symbols = question.Split(',');
        return
        [
            .. await database.Database.SqlQuery<string>(
                $"""
                SELECT DISTINCT trader COLLATE "C" AS "Value" FROM trader_book WHERE symbol = ANY ({symbols}) AND size <> 0 ORDER BY 1 LIMIT {Most}
                """).ToListAsync(cancellationToken).ConfigureAwait(false),
        ];
    }
}
