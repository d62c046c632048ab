using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// What one feed has of its own. Reading, judging, writing once, rejects, offsets, retention, state and
/// figures are the same for all; see <see cref="FeedCatalog"/>.
/// </summary>
/// <param name="name">In the API, the database and the metrics, such as <c>order_book</c>.</param>
/// <param name="section">Its settings are under <c>Feeds:&lt;section&gt;</c>, such as <c>OrderBook</c>.</param>
/// <param name="topic">The Kafka topic unless the settings name another.</param>
public abstract class Feed(string name, string section, string topic)
{
    public string Name { get; } = name;

    public string Section { get; } = section;

    public string DefaultTopic { get; } = topic;

    internal abstract PartitionedTable Table { get; }

    /// <summary>Where its prices are; null for a feed that carries none.</summary>
    internal virtual PriceColumns? Prices => null;

    /// <summary>
    /// SQL that compares what is kept beside its rows with those from <c>$1</c> on: <c>at</c> and <c>words</c> for each that differs.
    /// Null where nothing is.
    /// </summary>
    internal virtual string? Derived => null;

    /// <summary>What a message of it has, by our names.</summary>
    internal abstract FieldList Fields { get; }

    internal FeedJudge CreateJudge() => CreateJudge(new FeedOptions());

    /// <summary>As the feed judges by these settings, mapped or not.</summary>
    internal abstract FeedJudge CreateJudge(FeedOptions settings);

    /// <summary>Judges as <see cref="CreateJudge(FeedOptions)"/> does, and tells more of it.</summary>
    internal abstract FeedLook CreateLook(FeedOptions settings);

    /// <summary>The kinds its events are counted by; none where all are alike.</summary>
    internal virtual IReadOnlyList<string> Kinds => [];

    /// <summary>The prices in a batch of this feed.</summary>
    internal abstract IEnumerable<PricePoint> PricesIn(CommittedBatch batch);

    /// <summary>See <see cref="Kafka.KafkaClients.Consumer"/>.</summary>
    internal virtual TimeSpan EmbeddedWait { get; } = TimeSpan.FromMilliseconds(50);

    internal void Register(IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection($"Feeds:{Section}");
        services.Configure<FeedOptions>(Section, options => options.Topic = DefaultTopic);
        services.Configure<FeedOptions>(Section, settings);
        services.Configure<FeedOptions>(Section, options => options.Mapping = MappingSettings.Compiled(settings, this));
        var enabled = settings.GetValue("Enabled", true);
        services.AddSingleton(provider =>
        {
            var gauge = new FeedGauge(
                Name, provider.TopicOf(this), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<FeedMeter>())
            {
                Kinds = new EventKinds(Kinds),
            };
            if (!enabled)
            {
                gauge.Phase(FeedPhase.Stopped, $"turned off by {settings.Path}:Enabled");
            }

            return gauge;
        });
        if (enabled)
        {
            AddWorker(services);
        }
    }

    private protected abstract void AddWorker(IServiceCollection services);
}
