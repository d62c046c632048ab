using MudBlazor;
using MudBlazor.Services;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Api;
using TradeTerminal.Charts;
using TradeTerminal.History.Data;
using TradeTerminal.Instruments.Flow;
using TradeTerminal.Layout;
using TradeTerminal.Live;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;
using TradeTerminal.Market.Gaps;
using TradeTerminal.Market.Health;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Market.Symbols;
using TradeTerminal.MarketWatch;
using TradeTerminal.Ops;
using TradeTerminal.Pipeline;
using TradeTerminal.Positions.Data;
using TradeTerminal.Producers;
using TradeTerminal.Producers.Replay;
using TradeTerminal.Producers.Scenarios;
using TradeTerminal.Settings;
using TradeTerminal.Tape;
using TradeTerminal.Terminal.Hours;
using TradeTerminal.Watchlists;

namespace TradeTerminal;

/// <summary>The live half of the terminal: what turns committed rows into screens and answers.</summary>
public static class TerminalApp
{
    public static IHostApplicationBuilder AddTradeTerminal(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents()
            // The browser takes ten seconds of silence for a lost connection; see shell.js.
            .AddHubOptions(options => options.KeepAliveInterval = TimeSpan.FromSeconds(3));
        services.AddMudServices(options => options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.TopCenter);
        services.AddScoped<AddressBar>();
        services.AddScoped<LiveFrames>();
        services.AddScoped<ScreenLatency>();
        services.AddSingleton<TapeLines>();
        services.AddScoped<ViewerState>();
        services.AddScoped<ViewerStore>();
        services.AddMarket();
        services.AddPositionsBoard();
        services.AddSingleton<VolumeHourStore>();
        services.AddOrderFlow();
        services.AddSingleton<WatchlistBook>();
        services.AddScoped<ViewerLists>();
        services.AddHostedService<WatchlistWatch>();
        services.AddAlertDesk();
        services.AddCharts();
        services.AddProducers(builder.Configuration);
        services.AddReplay();
        services.AddScenarios();
        services.AddPipeline();
        services.AddSingleton<TradeHistory>();
        services.AddApi();
        builder.AddOperation();
        return builder;
    }

    public static WebApplication MapTradeTerminal(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Closing>();
        app.UseExceptionHandler();
        app.UseMiddleware<RequestGuard>();
        // Not in a branch, which would come back behind the routing; what the API has explained it leaves alone.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseWhen(TerminalApi.IsApi, api => api.UseStatusCodePages(ApiExceptions.ExplainStatusAsync));
        app.UseMiddleware<UnknownArguments>();
        app.UseWhen(WatchlistArguments.AreFor, api => api.UseMiddleware<WatchlistArguments>());
        app.UseAntiforgery();
        KnownArguments.AddTo(app.MapGroup("").WithHead()).MapApi();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().WithHead();
        return app;
    }

    private static void AddMarket(this IServiceCollection services)
    {
        services.AddSingleton<CandleStore>();
        services.AddSingleton<DigestStore>();
        services.AddSingleton<GapStore>();
        services.AddSingleton<FeedSeconds>();
        services.AddSingleton<MarketRows>();
        services.AddSingleton<SymbolCatalogue>();
        services.AddSingleton<Hydrator>();
        services.AddSingleton(provider => new MarketUpdates(
            provider.GetRequiredService<ILogger<MarketUpdates>>(),
            static wake => ThreadPool.QueueUserWorkItem(static it => it(), wake, preferLocal: false)));
        services.AddSingleton<RecentCommits>();
        services.AddSingleton<MarketProgress>();
        services.AddSingleton<TradesHealth>();
        services.AddSingleton<MarketPump>();
        services.AddHostedService(provider => provider.GetRequiredService<MarketPump>());
        services.AddHostedService<MarketHeartbeat>();
    }

    private static void AddProducers(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<ProducerOptions>(configuration.GetSection(ProducerOptions.Section));
        services.AddSingleton<ProducerSet>();
        services.AddHostedService(provider => provider.GetRequiredService<ProducerSet>());
        services.AddHostedService<FirstLook>();
    }
}
