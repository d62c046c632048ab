using Confluent.Kafka;
using TradeTerminal.Ingest.Tracing;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>
/// The Kafka topic of one kind of alert. Key is the alert's id, value its JSON. A broker within a terminal is not
/// <see cref="IsReal"/>: it ends with it, and nobody else may know of it. The cluster has no name while its brokers
/// have not been reached.
/// </summary>
internal sealed class AlertTopic(AlertKind kind, Func<string?> cluster, bool isEmbedded, Func<IProducer<string, byte[]>> producer)
    : IAlertDestination
{
    private readonly string _kind = kind.Code();
    private readonly string _topic = kind.Topic();

    public string Name => $"topic {_topic}";

    public AlertMark Mark => AlertMark.Published;

    public string? LeaseName => cluster() is { } name ? $"{Name} of {name}" : null;

    public bool IsReal => !isEmbedded;

    /// <summary>A message that takes longer has failed, and all of a batch are under way together.</summary>
    public TimeSpan Longest => TimeSpan.FromMilliseconds(AlertPublisher.MessageTimeoutMs);

    public IQueryable<AlertRow> Mine(IQueryable<AlertRow> pending) => pending.Where(row => row.Kind == _kind);

    public async Task DeliverAsync(IReadOnlyList<AlertRow> alerts, AlertDeliveries deliveries, CancellationToken cancellationToken)
    {
        string? problem = null;
        // All are on their way at once: a round trip each would make a flood of alerts last.
        var sent = alerts.Select(alert => (alert.AlertId, Report: SendAsync(alert, cancellationToken))).ToList();
        foreach (var (alertId, report) in sent)
        {
            try
            {
                await report.ConfigureAwait(false);
                deliveries.Delivered.Add(alertId);
            }
            catch (KafkaException exception)
            {
                problem = exception.Error.Reason;
            }
        }

        if (problem is not null)
        {
            throw new UndeliveredException(problem);
        }
    }

    private async Task SendAsync(AlertRow alert, CancellationToken cancellationToken) => await producer().ProduceTracedAsync(
        new TopicPartition(_topic, Partition.Any),
        new Message<string, byte[]> { Key = alert.AlertId.ToString(), Value = AlertBody.Of(alert).ToJson() },
        cancellationToken).ConfigureAwait(false);
}
