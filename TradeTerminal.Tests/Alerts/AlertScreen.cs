using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts;

/// <summary>Screens of alerts with a database behind them, which the board follows.</summary>
public abstract class AlertScreen(PostgresFixture postgres) : ScreenContext, IAsyncLifetime
{
    private protected static readonly TimeSpan Limit = Patience.Limit;

    private TestDatabase _database = null!;
    private TerminalDatabase _databases = null!;
    private DatabaseStartup _startup = null!;

    private protected IDbContextFactory<TerminalDbContext> Databases => _databases;

    private protected AlertBoard Board => Services.GetRequiredService<AlertBoard>();

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _databases = new TerminalDatabase(() => _database.ConnectionString);
        _startup = new DatabaseStartup(_databases, NullLogger<DatabaseStartup>.Instance);
        Services.AddSingleton<IDbContextFactory<TerminalDbContext>>(_databases);
        Services.AddSingleton(_startup);
        await _startup.StartAsync(CancellationToken.None);
        await Board.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Board.Current.IsRead, () => "the board is read");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Board.StopAsync(CancellationToken.None);
        await DisposeComponentsAsync();
        await DisposeAsync();
        _startup.Dispose();
        _databases.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>Stores alerts and waits until the board shows them.</summary>
    private protected async Task RaiseAsync(params AlertRow[] alerts)
    {
        await Databases.AddAsync(alerts);
        Board.Invalidate();
        await Eventually.TrueAsync(
            () => alerts.All(alert => Board.Current.Newest.Any(shown => shown.AlertId == alert.AlertId)), () => "the board shows them");
        Clock.Advance(TimeSpan.FromSeconds(2));
        Market.Updates.Wake();
    }
}
