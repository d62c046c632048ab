using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Positions.Data;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Positions;

/// <summary>A board that follows a database.</summary>
internal sealed class TestBoard : IAsyncDisposable
{
    private readonly TerminalDatabase _databases;
    private readonly DatabaseStartup _startup;
    private readonly RuleBook _rules;

    private TestBoard(string connectionString, MarketUpdates market, TimeProvider clock)
    {
        _databases = new TerminalDatabase(() => connectionString);
        _startup = new DatabaseStartup(_databases, NullLogger<DatabaseStartup>.Instance);
        _rules = new RuleBook(_databases, clock, NullLogger<RuleBook>.Instance);
        Board = new PositionsBoard(Changes, _databases, _startup, market, _rules, clock, NullLogger<PositionsBoard>.Instance);
    }

    internal ChangeFeed Changes { get; } = new();

    internal PositionsBoard Board { get; }

    internal RuleBook Rules => _rules;

    internal PositionsSnapshot Current => Board.Current;

    internal static async Task<TestBoard> StartAsync(string connectionString, MarketUpdates market, TimeProvider clock)
    {
        var board = new TestBoard(connectionString, market, clock);
        await board._startup.StartAsync(CancellationToken.None);
        await board.Board.StartAsync(CancellationToken.None);
        await board.WhenAsync(snapshot => snapshot != PositionsSnapshot.Empty);
        return board;
    }

    internal Task WhenAsync(Func<PositionsSnapshot, bool> condition) =>
        Eventually.TrueAsync(() => condition(Current), () => "The board shows it");

    public async ValueTask DisposeAsync()
    {
        await Board.StopAsync(CancellationToken.None);
        Board.Dispose();
        await _startup.StopAsync(CancellationToken.None);
        _startup.Dispose();
        _rules.Dispose();
        _databases.Dispose();
    }
}
