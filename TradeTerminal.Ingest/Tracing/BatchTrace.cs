using System.Diagnostics;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Tracing;

/// <summary>Which traced messages are in a batch, as long as there is somebody who wants to know. Used by one thread at a time.</summary>
internal sealed class BatchTrace
{
    /// <summary>A batch may have 50,000 messages; a span links to these first ones.</summary>
    public const int MostLinks = 32;

    private readonly List<ActivityLink> _links = [];
    private DateTime _began;
    private bool _isWanted;

    /// <summary>Nothing has been read.</summary>
    public void Clear()
    {
        _links.Clear();
        (_isWanted, _began) = (Traces.Source.HasListeners(), default);
    }

    /// <summary>A message was read, which lies at this address.</summary>
    public void Add(nint message)
    {
        if (!_isWanted)
        {
            return;
        }

        if (_began == default)
        {
            _began = DateTime.UtcNow;
        }

        if (_links.Count < MostLinks && KafkaReader.HeaderOf(message, Traces.Header) is { } parent
            && ActivityContext.TryParse(parent, null, isRemote: true, out var context))
        {
            _links.Add(new ActivityLink(context));
        }
    }

    /// <summary>The span of a batch from its first message on; null when nobody wants it.</summary>
    public Activity? Begin(string topic, int messages)
    {
        if (!_isWanted || _began == default)
        {
            return null;
        }

        // A thread has the span of whoever started it.
        Activity.Current = null;
        return Traces.Source.StartActivity(
            $"receive {topic}", ActivityKind.Consumer, parentContext: default,
            [
                new("messaging.system", "kafka"), new("messaging.destination.name", topic), new("messaging.operation.type", "receive"),
                new("messaging.batch.message_count", messages),
            ],
            _links, _began);
    }
}
