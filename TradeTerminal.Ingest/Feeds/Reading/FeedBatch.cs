using System.Buffers;
using System.Runtime.InteropServices;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Tracing;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// The messages polled and not yet written, judged as they come off the wire. The payload is copied once,
/// into one buffer for all, in case the message or its row is refused.
/// A backlog makes large batches, which touch each candle and each state of a rule once for all their events. Bounded by
/// <see cref="MaxMessages"/> and <see cref="MaxPayloadBytes"/>, and what one poll brings beyond them.
/// </summary>
internal sealed class FeedBatch<TEvent>(IFeedParser<TEvent> parser, TimeProvider time)
    where TEvent : struct, IFeedEvent<TEvent>
{
    public const int MaxMessages = 50_000;
    public const int MaxPayloadBytes = 16 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    private readonly MappedParser<TEvent>? _mapped = parser as MappedParser<TEvent>;
    private readonly List<Verdict<TEvent>> _verdicts = [];
    private ArrayBufferWriter<byte> _payloads = new(FirstBuffer);
    private DateTime _now;

    public bool IsFull => _verdicts.Count >= MaxMessages || _payloads.WrittenCount >= MaxPayloadBytes;

    public int Count => _verdicts.Count;

    /// <summary>Of the first accepted event; null while there is none, or nobody has said when it came.</summary>
    public Arrival? First { get; private set; }

    /// <summary>The message just added is the first that was accepted.</summary>
    public bool AwaitsArrival => First is null && _verdicts is [.., { IsAccepted: true }];

    /// <summary>Which of its messages are traced.</summary>
    public BatchTrace Trace { get; } = new();

    public ReadOnlySpan<Verdict<TEvent>> Verdicts => CollectionsMarshal.AsSpan(_verdicts);

    public byte[]? Payload(in Verdict<TEvent> verdict) => verdict.PayloadLength < 0
        ? null
        : _payloads.WrittenSpan.Slice(verdict.PayloadStart, verdict.PayloadLength).ToArray();

    /// <summary>Forgets the messages. One huge message does not keep its buffer for good.</summary>
    public void Clear()
    {
        _verdicts.Clear();
        Trace.Clear();
        First = null;
        if (_payloads.Capacity > 2 * MaxPayloadBytes)
        {
            _payloads = new ArrayBufferWriter<byte>(FirstBuffer);
        }

        _payloads.ResetWrittenCount();
        _now = time.GetUtcNow().UtcDateTime;
    }

    /// <param name="partition">Where it was read.</param>
    /// <param name="offset">In its log.</param>
    /// <param name="message">As it came.</param>
    /// <param name="isTombstone">It has no payload.</param>
    /// <param name="record">Its address in the client's memory; 0 where there is none.</param>
    public void Add(int partition, long offset, ReadOnlySpan<byte> message, bool isTombstone = false, nint record = 0)
    {
        _mapped?.TakeTime(record);
        parser.TryParse(message, _now, out var parsed, out var reason, out var detail);
        var start = _payloads.WrittenCount;
        if (reason != RejectReason.Ignored)
        {
            _payloads.Write(message);
        }

        _verdicts.Add(new Verdict<TEvent>(
            parsed.At(partition, offset), reason, detail, start, isTombstone ? -1 : _payloads.WrittenCount - start));
    }

    /// <summary>The message just added came now, and this is Kafka's time of it.</summary>
    public void Arrived(BrokerTime broker) =>
        First = new Arrival(_verdicts[^1].Event.EventTime, broker, time.GetUtcNow().UtcDateTime);

    /// <summary>Turns an accepted message that the database refuses into a reject.</summary>
    public void Refuse(int index, string detail) =>
        _verdicts[index] = _verdicts[index] with { Reason = RejectReason.Constraint, Detail = detail };
}
