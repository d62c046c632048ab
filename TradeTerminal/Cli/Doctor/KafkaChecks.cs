using Confluent.Kafka;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Cli.Doctor;

/// <summary>A Kafka of the user's: whether it answers, lets us in, and has the topics of the feeds.</summary>
internal sealed class KafkaChecks(IConfiguration configuration, string servers)
{
    private const string Broker = "broker";
    private const string Topics = "topics";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public IEnumerable<Diagnosis> Run()
    {
        var options = new KafkaOptions();
        configuration.GetSection(KafkaOptions.Section).Bind(options);
        var clients = new KafkaClients(() => new KafkaEndpoint("external", servers, null), Options.Create(options));
        Error? said = null;
        using var client = new AdminClientBuilder(clients.Admin())
            .SetErrorHandler((_, error) => said ??= error)
            .SetLogHandler((_, _) => { })
            .Build();
        Metadata metadata;
        Diagnosis? refused = null;
        try
        {
            metadata = client.GetMetadata(Patience);
        }
        catch (KafkaException exception)
        {
            refused = Refused(ConnectionProblem.Of(servers, exception, said), said);
            metadata = null!;
        }

        return refused is not null ? [refused]
            :
            [
                Diagnosis.Ok(Broker, $"{servers} answers: {metadata.Brokers.Count} brokers"),
                .. FeedCatalog.All.Where(IsRead).Select(feed => Topic(feed, metadata)),
            ];
    }

    private static Diagnosis Refused(string problem, Error? said) => Diagnosis.Wrong(Broker, problem, said?.Code switch
    {
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed => "Set name and password as the broker has them, under Kafka:Client.",
        ErrorCode.Local_Resolve => "Correct the name, or the name service of this machine.",
        ErrorCode.Local_Ssl => "Set the certificate of the broker's authority, under Kafka:Client.",
        _ => "Start the broker, or correct Kafka:BootstrapServers; what a broker calls itself (advertised.listeners) must be reachable from here, too.",
    });

    private bool IsRead(Feed feed) => configuration.GetValue($"Feeds:{feed.Section}:Enabled", true);

    private Diagnosis Topic(Feed feed, Metadata metadata)
    {
        var name = configuration[$"Feeds:{feed.Section}:Topic"] ?? feed.DefaultTopic;
        var topic = metadata.Topics.Find(one => one.Topic == name);
        return topic switch
        {
            { Error.Code: ErrorCode.TopicAuthorizationFailed } => Diagnosis.Wrong(
                Topics, $"we may not read {name}", $"Give our user the rights Describe and Read on it, or set Feeds:{feed.Section}:Enabled=false."),
            null or { Partitions.Count: 0 } => Diagnosis.Doubt(
                Topics, $"{name}, which feed {feed.Name} reads, is not there: the feed waits for it",
                $"Create it (kafka-topics.sh --create --topic {name} --partitions 4), set Feeds:{feed.Section}:Topic, or Feeds:{feed.Section}:Enabled=false."),
            _ => Diagnosis.Ok(Topics, $"{name} has {topic.Partitions.Count} partitions"),
        };
    }
}
