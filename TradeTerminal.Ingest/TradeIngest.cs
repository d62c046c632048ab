using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Runs;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest;

/// <summary>The durable half of the terminal: everything between Kafka and a committed row.</summary>
public static class TradeIngest
{
    public static IHostApplicationBuilder AddTradeIngest(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<KafkaOptions>(builder.Configuration.GetSection(KafkaOptions.Section));
        services.Configure<StorageOptions>(builder.Configuration.GetSection(StorageOptions.Section));
        services.AddBackends(builder.Configuration);
        services.AddStorage();
        services.AddAlerts();
        services.AddRuns(builder.Configuration);
        services.AddFeeds(builder.Configuration);
        services.AddAlertOutbox(builder.Configuration);
        services.AddHostedService<RuleWatch>();
        services.AddSingleton<SymbolDeletions>();
        services.AddHostedService(provider => provider.GetRequiredService<SymbolDeletions>());
        return builder;
    }

    private static void AddBackends(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Backends>(
            provider, configuration.GetConnectionString("Trades") ?? "", configuration["Terminal:DataDirectory"] ?? ""));
        services.AddHostedService(provider => provider.GetRequiredService<Backends>());
        services.AddSingleton<TopicPeek>();
        services.AddSingleton(provider => new KafkaClients(
            () => provider.GetRequiredService<Backends>().Kafka, provider.GetRequiredService<IOptions<KafkaOptions>>()));
    }

    private static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<IDbContextFactory<TerminalDbContext>>(provider => new TerminalDatabase(
            () => provider.GetRequiredService<Backends>().Database.ConnectionString));
        services.AddKeyedSingleton<IDbContextFactory<TerminalDbContext>>(DatabasePools.Screens, (provider, _) => new TerminalDatabase(
            () => provider.GetRequiredService<Backends>().Database.ConnectionString, isForScreens: true));
        services.AddSingleton<DayPartitions>();
        services.AddSingleton<ClosedDays>();
        services.AddSingleton<DatabaseStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseStartup>());
        services.AddHostedService<Retention>();
        services.AddHostedService<PartitionsAhead>();
        services.AddHostedService<PriceSums>();
    }

    /// <summary>Before the feeds, so that it stops after them.</summary>
    private static void AddRuns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RunStore>();
        if (RunLimits.Read(configuration, DateTime.UtcNow) is { } limits)
        {
            services.AddSingleton(limits);
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LimitedRun>(
                provider, new Lazy<FeedGauges>(provider.GetRequiredService<FeedGauges>)));
            services.AddHostedService(provider => provider.GetRequiredService<LimitedRun>());
        }
    }

    private static void AddFeeds(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<OffsetStore>();
        services.AddSingleton<FindTopicId>(provider => (consumer, admin, topic) =>
            provider.GetRequiredService<KafkaClients>().Endpoint.IsEmbedded ? null : TopicIdentity.Find(consumer, admin, topic));
        services.AddSingleton<FeedMeter>();
        services.AddSingleton<FeedGauges>();
        foreach (var feed in FeedCatalog.All)
        {
            feed.Register(services, configuration);
        }

        services.AddSingleton<RowCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<RowCheck>());
        services.AddHostedService<FeedReads>();
        services.AddHostedService<EmbeddedLogTrim>();
    }
}
