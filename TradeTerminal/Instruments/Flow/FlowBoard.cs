using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Live;
using TradeTerminal.Market;

namespace TradeTerminal.Instruments.Flow;

/// <summary>Order flow of the symbols that somebody looks at, read once for all of them after a commit that has orders of one.</summary>
internal sealed class FlowBoard(
    ChangeFeed changes, IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, MarketUpdates updates,
    TimeProvider time, ILogger<FlowBoard> logger)
    : Board<FlowSnapshot>(changes, databases, startup, updates, time, logger)
{
    private readonly TimeProvider _time = time;
    private readonly OpenNames _open = new();
    private TimeSpan _reading;

    protected override FlowSnapshot Empty => FlowSnapshot.Empty;

    /// <summary>At most a third of the time goes into reading.</summary>
    protected override TimeSpan Pause => _reading * 2 > MinInterval ? _reading * 2 : MinInterval;

    /// <summary>Has the symbol's flow in <see cref="Board{T}.Current"/>, soon, until the result is disposed.</summary>
    public IDisposable Open(string symbol)
    {
        var look = _open.Add(symbol);
        if (!Current.Has(symbol))
        {
            Invalidate();
        }

        return look;
    }

    protected override bool Concerns(CommittedBatch batch) =>
        batch is CommittedBatch<BookUpdate> orders && Current is { BySymbol.IsEmpty: false } shown
        && orders.Events.Any(order => shown.Has(order.Symbol));

    protected override async Task<FlowSnapshot> ReadAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        if (_open.Names() is not { Length: > 0 } symbols)
        {
            return Empty;
        }

        var begun = _time.GetTimestamp();
        var flows = await FlowRows.ReadAsync(database, symbols, Current, cancellationToken).ConfigureAwait(false);
        _reading = _time.GetElapsedTime(begun);
        return new FlowSnapshot(symbols.ToImmutableDictionary(symbol => symbol, symbol => flows.GetValueOrDefault(symbol)));
    }
}
