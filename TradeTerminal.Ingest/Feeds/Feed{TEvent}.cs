using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>A feed of events of one type: how to read one, where they are kept and what follows from them.</summary>
internal abstract class Feed<TEvent>(string name, string section, string topic) : Feed(name, section, topic)
    where TEvent : struct, IFeedEvent<TEvent>
{
    internal sealed override PartitionedTable Table => Store.Table;

    /// <summary>For one writer: it may remember what that one has written.</summary>
    internal abstract IEventStore<TEvent> Store { get; }

    /// <param name="anySign">Prices may be 0 or negative.</param>
    internal abstract IFeedParser<TEvent> CreateParser(bool anySign = false);

    /// <summary>Of foreign messages when the settings map them.</summary>
    internal IFeedParser<TEvent> CreateParser(FeedOptions settings)
    {
        var parser = CreateParser(settings.AnySign);
        return settings.Mapping is { } mapping ? new MappedParser<TEvent>(mapping, (IFieldJudge<TEvent>)parser) : parser;
    }

    internal sealed override FieldList Fields => ((IFieldJudge<TEvent>)CreateParser()).Fields;

    internal sealed override FeedJudge CreateJudge(FeedOptions settings)
    {
        var parser = CreateParser(settings);
        var mapped = parser as MappedParser<TEvent>;
        return (ReadOnlySpan<byte> message, DateTime utcNow, out string? symbol, out DateTime eventTime, out string? detail) =>
        {
            if (mapped is not null)
            {
                // Where the record's own time counts: it would be sent now.
                mapped.RecordTime = utcNow;
            }

            var accepted = parser.TryParse(message, utcNow, out var parsed, out var reason, out detail);
            detail = reason == RejectReason.Ignored ? "By the feed's mapping it is not for the feed." : detail;
            (symbol, eventTime) = (accepted ? parsed.Symbol : null, accepted ? parsed.EventTime : default);
            return accepted;
        };
    }

    internal sealed override FeedLook CreateLook(FeedOptions settings)
    {
        var parser = CreateParser(settings);
        var ours = new MappingEntries { Encoding = "json" };
        var reader = parser as MappedParser<TEvent>
            ?? new MappedParser<TEvent>(MappingSettings.Of("", this, ours).Mapping!, (IFieldJudge<TEvent>)parser);
        return (ReadOnlySpan<byte> message, DateTime utcNow, DateTime? recordTime) =>
        {
            reader.RecordTime = recordTime;
            var accepted = parser.TryParse(message, utcNow, out var parsed, out var reason, out var detail);
            return new Look(reason, detail, accepted ? parsed.Symbol : null, reader.ValuesOf(message));
        };
    }

    /// <summary>The price in an event, null for one without; null for a feed that carries none, and for trades, which are more than
    /// prices.</summary>
    internal virtual Func<TEvent, PricePoint?>? PriceOf => null;

    internal override string? Derived => PriceOf is null ? null : LatestPriceCheck.Sql(Name);

    /// <summary>Which of <see cref="Feed.Kinds"/> an event is of, by number; null where all are alike.</summary>
    internal virtual Func<TEvent, int>? KindOf => null;

    internal sealed override IEnumerable<PricePoint> PricesIn(CommittedBatch batch)
    {
        if (PriceOf is not { } priceOf || batch is not CommittedBatch<TEvent> own)
        {
            yield break;
        }

        foreach (var next in own.Events)
        {
            if (priceOf(next) is { } price)
            {
                yield return price;
            }
        }
    }

    /// <summary>What follows from its events beside their prices, in the order it is applied.</summary>
    internal abstract IReadOnlyList<IFeedFold<TEvent>> CreateFolds(IServiceProvider services);

    internal FeedWriter<TEvent> CreateWriter(
        IServiceProvider services, IDbContextFactory<TerminalDbContext> databases, DayPartitions days, TimeProvider time) =>
        new(Store, PriceOf is null ? CreateFolds(services) : [new PriceFold<TEvent>(Name, PriceOf), .. CreateFolds(services)], databases, days, time);

    private protected sealed override void AddWorker(IServiceCollection services) =>
        services.AddSingleton<IHostedService>(provider => new FeedWorker<TEvent>(
            this,
            provider.SettingsOf(this),
            provider.GetRequiredService<KafkaClients>(),
            provider.GetRequiredService<OffsetStore>(),
            CreateWriter(
                provider, provider.GetRequiredService<IDbContextFactory<TerminalDbContext>>(),
                provider.GetRequiredService<DayPartitions>(), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ChangeFeed>(),
            provider.GetRequiredService<FeedGauges>()[Name],
            provider.GetRequiredService<FindTopicId>(),
            provider.GetRequiredService<DatabaseStartup>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger($"TradeTerminal.Ingest.Feeds.{Section}")));
}
