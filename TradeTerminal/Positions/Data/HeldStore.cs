using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Positions.Data;

/// <summary>
/// What traders hold of some symbols, the largest first; the symbols are asked for with commas between them. The board has it at hand
/// while traders are few.
/// </summary>
public sealed class HeldStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<HeldStore> logger)
    : DayStore<string, TraderHeld>(databases, updates, time, logger)
{
    /// <summary>Bound on positions read. Where there are as many, screens say that they are the largest.</summary>
    public const int Most = 10_000;

    private readonly MarketUpdates _market = updates;

    protected override async Task<ImmutableArray<TraderHeld>> ReadAsync(
        TerminalDbContext database, string question, DayBefore<TraderHeld>? before, CancellationToken cancellationToken) =>
        [.. await PositionRows.LargestAsync(database, _market.Current, question.Split(','), Most, cancellationToken).ConfigureAwait(false)];
}
