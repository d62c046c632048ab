using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Live;

namespace TradeTerminal.Tests.Charts;

/// <summary>A page with charts, the market they follow and the browser they are drawn in.</summary>
public abstract class ChartContext : BunitContext
{
    protected ChartContext()
    {
        Services.AddSingleton<IJSRuntime>(Browser);
        Services.AddSingleton<TimeProvider>(Market.Clock);
        Services.AddSingleton(Market.Updates);
        Services.AddScoped<LiveFrames>();
        Services.AddSingleton(new CandleHistory(
            (_, _, _) =>
            {
                Reads++;
                return Past is null
                    ? Task.FromException<IReadOnlyList<Candle>>(new InvalidOperationException("no database"))
                    : Task.FromResult<IReadOnlyList<Candle>>(Past);
            },
            Market.Updates,
            Market.Clock,
            NullLogger<CandleHistory>.Instance));
        // Not hosted: there are no alerts unless a test marks some itself.
        Services.AddSingleton<ChangeFeed>();
        Services.AddSingleton<IDbContextFactory<TerminalDbContext>>(new TerminalDatabase(() => "Host=127.0.0.1;Port=1;Timeout=1"));
        Services.AddKeyedSingleton<IDbContextFactory<TerminalDbContext>>(
            DatabasePools.Screens, (provider, _) => provider.GetRequiredService<IDbContextFactory<TerminalDbContext>>());
        Services.AddSingleton<DatabaseStartup>();
        Services.AddSingleton<AlertBoard>();
        Services.AddSingleton<LevelBook>();
        Services.AddSingleton<CandleFrames>();
        Services.AddSingleton<LineFrames>();
    }

    private protected ChartMarket Market { get; } = new();

    private protected TestBrowser Browser { get; } = new();

    /// <summary>What the database holds; null when it is away.</summary>
    private protected List<Candle>? Past { get; set; } = [];

    private protected int Reads { get; private set; }
}
