using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Alerts.Hours;
using TradeTerminal.Alerts.Rules;
using TradeTerminal.History.Data;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Ingest.Alerts.Rehearsals;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Runs;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Instruments.Flow;
using TradeTerminal.Layout;
using TradeTerminal.Live;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;
using TradeTerminal.Market.Health;
using TradeTerminal.Market.Symbols;
using TradeTerminal.MarketWatch;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Pipeline.Minutes;
using TradeTerminal.Pipeline.Rejects;
using TradeTerminal.Pipeline.Resubmissions;
using TradeTerminal.Positions.Data;
using TradeTerminal.Positions.Day;
using TradeTerminal.Producers;
using TradeTerminal.Producers.Replay;
using TradeTerminal.Producers.Scenarios;
using TradeTerminal.Settings;
using TradeTerminal.Tape;
using TradeTerminal.Terminal;
using TradeTerminal.Terminal.Hours;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Tests.Support.Screens;

/// <summary>
/// What a screen needs, with nothing behind it: Kafka and the database are configured ones at addresses where
/// nobody listens, unless a test brings a broker.
/// </summary>
public abstract class ScreenContext : BunitContext
{
    protected const string Broker = "kafka.invalid:9092";

    private readonly DatabaseStartup _startup;

    protected ScreenContext()
        : this(Broker, "orders")
    {
    }

    /// <summary>With a Kafka that is there.</summary>
    private protected ScreenContext(string broker, string topic)
    {
        Market = new ScreenMarket(Clock);
        Gauge = new FeedGauge("trades", topic, Clock);
        var database = new TerminalDatabase(() => "Host=127.0.0.1;Port=1;Timeout=1");
        _startup = new DatabaseStartup(database, NullLogger<DatabaseStartup>.Instance);
        var feeds = new FeedSettings(topic);
        var kafka = Options.Create(new KafkaOptions { BootstrapServers = broker });
        var backends = new Backends(
            "Host=127.0.0.1;Port=1", "", kafka, Options.Create(new StorageOptions()), feeds, NullLoggerFactory.Instance);
        backends.StartAsync(CancellationToken.None).GetAwaiter().GetResult();

        JSInterop.Mode = JSRuntimeMode.Loose;
        ComponentFactories.AddStub<TradeTerminal.Terminal.Candles>();
        ComponentFactories.AddStub<PriceLines>();
        ComponentFactories.AddStub<VolumeByTicker>();
        // The layout has the provider; a page alone is drawn without it.
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(Market.Updates);
        var gauges = new FeedGauges([Gauge]);
        Services.AddSingleton(Gauge);
        Services.AddSingleton(gauges);
        Services.AddSingleton(backends);
        Services.AddSingleton(_startup);
        Services.AddSingleton<IDbContextFactory<TerminalDbContext>>(database);
        Services.AddKeyedSingleton<IDbContextFactory<TerminalDbContext>>(
            DatabasePools.Screens, (provider, _) => provider.GetRequiredService<IDbContextFactory<TerminalDbContext>>());
        Services.AddSingleton<RejectStore>();
        Services.AddSingleton<OffsetStore>();
        Services.AddSingleton<ResubmissionStore>();
        Services.AddSingleton<ResubmitLog>();
        Services.AddSingleton(provider => new ResubmissionWatch(
            provider.GetRequiredService<ResubmissionStore>(), provider.GetRequiredService<ResubmitLog>(), gauges, _startup, Clock,
            NullLogger<ResubmissionWatch>.Instance));
        Services.AddSingleton<Resubmitter>();
        Services.AddSingleton<RunStore>();
        Services.AddSingleton<MinuteBook>();
        Services.AddSingleton<IncidentBook>();
        Services.AddSingleton<IncidentStore>();
        Services.AddSingleton<PipelineStore>();
        Services.AddSingleton<EventStore>();
        Services.AddSingleton<TradeHistory>();
        Services.AddSingleton<RecentCommits>();
        Services.AddSingleton<MarketProgress>();
        Services.AddSingleton<TradesHealth>();
        // Not hosted: it reads nothing unless a test starts it.
        Services.AddSingleton<ChangeFeed>();
        Services.AddSingleton<AlertBoard>();
        Services.AddSingleton<PositionsBoard>();
        Services.AddSingleton<CandleStore>();
        Services.AddSingleton<FlowBoard>();
        Services.AddSingleton<AlertStore>();
        Services.AddSingleton<AlertHourStore>();
        Services.AddSingleton<VolumeHourStore>();
        Services.AddSingleton<PnlDayStore>();
        Services.AddSingleton<HeldStore>();
        Services.AddSingleton<AlertDesk>();
        Services.AddSingleton<MomentStore>();
        Services.AddSingleton<OutboxProblems>();
        Services.AddSingleton<RuleBook>();
        Services.AddSingleton<LevelBook>();
        Services.AddSingleton<Rehearsal>();
        Services.AddSingleton<RuleTrial>();
        Services.AddSingleton<MarketRows>();
        Services.AddSingleton<SymbolDeletions>();
        Services.AddSingleton<SymbolCatalogue>();
        Services.AddSingleton<WatchlistBook>();
        Services.AddScoped<ViewerLists>();
        Services.AddScoped<AddressBar>();
        Services.AddScoped<LiveFrames>();
        Services.AddScoped<ScreenLatency>();
        Services.AddSingleton<TapeLines>();
        Services.AddSingleton<MadeUpPast>();
        Services.AddScoped<ViewerState>();
        Services.AddScoped<ViewerStore>();
        var clients = new KafkaClients(() => backends.Kafka, kafka);
        Services.AddSingleton(clients);
        Services.AddSingleton<TopicPeek>();
        Services.AddSingleton<IOptionsMonitor<FeedOptions>>(feeds);
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton(new ProducerSet(
            clients, database, [Gauge], feeds, Options.Create(new ProducerOptions()), Clock,
            NullLogger<FeedProducer>.Instance));
        Services.AddSingleton(new Replayer(clients, gauges, feeds, database, Clock, NullLogger<Replayer>.Instance));
        Services.AddSingleton<ScenarioLeftovers>();
        Services.AddSingleton(new ScenarioSet(
            clients, Market.Updates, database, feeds, Options.Create(new ScenarioOptions()), Clock, NullLogger<ScenarioSet>.Instance));
    }

    private protected ScreenClock Clock { get; } = new();

    private protected ScreenMarket Market { get; }

    protected FeedGauge Gauge { get; }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _startup.Dispose();
    }

    private sealed class FeedSettings(string topic) : IOptionsMonitor<FeedOptions>
    {
        public FeedOptions CurrentValue { get; } = new() { Topic = topic };

        public FeedOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<FeedOptions, string?> listener) => null;
    }
}
