using System.Buffers;
using System.Runtime.InteropServices;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// The messages polled and not yet written, judged as they come off the wire. The payload is copied once,
/// into one buffer for all, in case the message or its row is refused.
/// Bounded by <see cref="MaxMessages"/> and <see cref="MaxPayloadBytes"/> (and one message).
/// </summary>
internal sealed class TradeBatch(TimeProvider time)
{
    public const int MaxMessages = 5_000;
    public const int MaxPayloadBytes = 16 * 1024 * 1024;

    private readonly TradeParser _parser = new();
    private readonly List<Verdict> _verdicts = new(MaxMessages);
    private ArrayBufferWriter<byte> _payloads = new(1024 * 1024);
    private DateTime _now;

    public bool IsFull => _verdicts.Count >= MaxMessages || _payloads.WrittenCount >= MaxPayloadBytes;

    public int Count => _verdicts.Count;

    public ReadOnlySpan<Verdict> Verdicts => CollectionsMarshal.AsSpan(_verdicts);

    public byte[]? Payload(in Verdict verdict) => verdict.PayloadLength < 0
        ? null
        : _payloads.WrittenSpan.Slice(verdict.PayloadStart, verdict.PayloadLength).ToArray();

    /// <summary>Forgets the messages. One huge message does not keep its buffer for good.</summary>
    public void Clear()
    {
        _verdicts.Clear();
        if (_payloads.Capacity > 2 * MaxPayloadBytes)
        {
            _payloads = new ArrayBufferWriter<byte>(1024 * 1024);
        }

        _payloads.ResetWrittenCount();
        _now = time.GetUtcNow().UtcDateTime;
    }

    public void Add(int partition, long offset, ReadOnlySpan<byte> message, bool isTombstone = false)
    {
        _parser.TryParse(message, _now, out var trade, out var reason, out var detail);
        var start = _payloads.WrittenCount;
        _payloads.Write(message);
        _verdicts.Add(new Verdict(
            trade with { Partition = partition, Offset = offset }, reason, detail, start, isTombstone ? -1 : message.Length));
    }

    /// <summary>Turns an accepted message that the database refuses into a reject.</summary>
    public void Refuse(int index, string detail) =>
        _verdicts[index] = _verdicts[index] with { Reason = RejectReason.Constraint, Detail = detail };
}
