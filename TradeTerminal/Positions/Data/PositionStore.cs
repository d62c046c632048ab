using System.Collections.Immutable;
using System.Data;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Positions.Data;

/// <summary>Open positions of one's choice, read when they are asked for.</summary>
public sealed class PositionStore(IDbContextFactory<TerminalDbContext> databases, MarketUpdates market)
{
    /// <summary>
    /// At most <paramref name="limit"/> positions of one moment: the commodity book, newest opening first, then what traders
    /// hold, by trader and symbol.
    /// </summary>
    public async Task<(ImmutableArray<OpenPosition> Commodities, List<TraderHeld> Traders)> ReadAsync(
        bool commodities, bool traders, TickerFilter filter, int limit, CancellationToken cancellationToken)
    {
        var symbols = filter.IsAll ? null : filter.Symbols.ToArray();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var open = commodities ? await PositionRows.OpenAsync(database, symbols, limit, cancellationToken) : [];
        var held = traders && open.Length < limit
            ? await PositionRows.HeldAsync(database, market.Current, symbols, limit - open.Length, cancellationToken)
            : [];
        return (open, held);
    }

    /// <summary>The sums of these traders, whether they are among the worst or not.</summary>
    public async Task<ImmutableArray<TraderPnl>> SumsAsync(
        string[] traders, PositionLimits limits, DateOnly today, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (await TraderSums.ReadAsync(database, market.Current, limits, today, traders.Length, traders, cancellationToken)).Traders;
    }
}
