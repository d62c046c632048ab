using TradeTerminal.Alerts;
using TradeTerminal.Alerts.Hours;
using TradeTerminal.Alerts.Levels;
using TradeTerminal.Alerts.Rules;
using TradeTerminal.Api.Streaming;
using TradeTerminal.Charts;
using TradeTerminal.History;
using TradeTerminal.Instruments.Flow;
using TradeTerminal.Market.Gaps;
using TradeTerminal.MarketWatch;
using TradeTerminal.Mcp;
using TradeTerminal.Ops;
using TradeTerminal.Pipeline;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Pipeline.Minutes;
using TradeTerminal.Pipeline.Rejects;
using TradeTerminal.Pipeline.Resubmissions;
using TradeTerminal.Positions;
using TradeTerminal.Positions.Day;
using TradeTerminal.Producers;
using TradeTerminal.Producers.Replay;
using TradeTerminal.Producers.Scenarios;
using TradeTerminal.Runs;
using TradeTerminal.Statistics;
using TradeTerminal.SymbolUpkeep;
using TradeTerminal.Terminal.Hours;
using TradeTerminal.Watchlists;
using TradeTerminal.YourFeed;

namespace TradeTerminal.Api;

/// <summary>Everything that is not a page.</summary>
internal static class TerminalApi
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddOpenApi("v1", ApiDocument.Describe);
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptions>();
        services.AddSingleton<TradeExport>();
        services.AddMcp();
        // A body that can't be read is then explained like any other wrong argument, in every environment.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapStatus();
        routes.MapFeeds();
        routes.MapPreviews();
        routes.MapRuns();
        routes.MapPipelineHistory();
        routes.MapIncidents();
        routes.MapTickers();
        routes.MapSymbols();
        routes.MapTrades();
        routes.MapDigest();
        routes.MapCandles();
        routes.MapVolumeHours();
        routes.MapGaps();
        routes.MapPositions();
        routes.MapPnl();
        routes.MapPnlDay();
        routes.MapQuotes();
        routes.MapOrderFlow();
        routes.MapRejected();
        routes.MapResubmissions();
        routes.MapProducer();
        routes.MapProducers();
        routes.MapIndexFile();
        routes.MapReplay();
        routes.MapScenarios();
        routes.MapAlerts();
        routes.MapAlertHours();
        routes.MapSnoozes();
        routes.MapLevels();
        routes.MapRules();
        routes.MapWatchlists();
        routes.MapStream();
        routes.MapStatistics();
        routes.MapMetrics();
        routes.MapMcpEndpoint();
        routes.MapOpenApi();
    }

    /// <summary>Addresses and methods that do not exist are answered with problem details under these.</summary>
    public static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/health")
        || context.Request.Path.StartsWithSegments("/openapi");
}
