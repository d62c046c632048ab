using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Market;
using TradeTerminal.Market.Prices;

namespace TradeTerminal.Tests.Market;

/// <summary>A board of prices at work on a database.</summary>
internal sealed class TestMarketBoard : IAsyncDisposable
{
    private readonly ChangeFeed _changes = new();
    private readonly DatabaseStartup _startup;

    private TestMarketBoard(TerminalDatabase databases, MarketUpdates updates, TimeProvider clock)
    {
        _startup = new DatabaseStartup(databases, NullLogger<DatabaseStartup>.Instance);
        Board = new MarketBoard(_changes, databases, _startup, updates, clock, NullLogger<MarketBoard>.Instance);
    }

    internal MarketBoard Board { get; }

    internal static async Task<TestMarketBoard> StartAsync(TerminalDatabase databases, MarketUpdates updates, TimeProvider clock)
    {
        var running = new TestMarketBoard(databases, updates, clock);
        await running._startup.StartAsync(CancellationToken.None);
        await running.Board.StartAsync(CancellationToken.None);
        return running;
    }

    /// <summary>Says that ticks were committed.</summary>
    internal void Announce() =>
        _changes.Publish(new CommittedBatch<Tick>(new FeedKey("test cluster", "prices"), [], DateTimeOffset.UnixEpoch));

    public async ValueTask DisposeAsync()
    {
        await Board.StopAsync(CancellationToken.None);
        Board.Dispose();
        await _startup.StopAsync(CancellationToken.None);
        _startup.Dispose();
    }
}
