using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>
/// Reads foreign messages by a mapping: finds the values, puts them into our words and has them judged by the feed's own parser, so that
/// every rule, reason and sentence is the same. A sentence names the pointer that was read. Allocates only for what it refuses.
/// Not thread-safe.
/// </summary>
internal sealed class MappedParser<TEvent>(FeedMapping mapping, IFieldJudge<TEvent> judge) : IFeedParser<TEvent>
    where TEvent : struct
{
    private readonly MappedText _text = new();
    private readonly byte[] _buffer = new byte[MappedText.MaxValue];

    /// <summary>A stream mostly has one envelope: what the message before had is tried first.</summary>
    private Envelope _envelope;

    /// <summary>By position in the feed: times that could not be read.</summary>
    private int _unread;

    /// <summary>The time Kafka keeps of the next message, UTC; null when it keeps none.</summary>
    public DateTime? RecordTime { get; set; }

    /// <summary>Takes that time when the mapping needs it, of the record at this address.</summary>
    public void TakeTime(nint record)
    {
        if (mapping.NeedsRecordTime && record != 0)
        {
            RecordTime = KafkaReader.TimeOf(record) is { Clock: not BrokerClock.None } time ? time.At : null;
        }
    }

    /// <summary>What the judge is given of a message, by position of the field; empty where no event is found in it.</summary>
    public IReadOnlyList<string?> ValuesOf(ReadOnlySpan<byte> message)
    {
        Span<Utf8Slice> slots = stackalloc Utf8Slice[PointerTree.MaxSlots];
        if (!SchemaFrame.TrySkip(ref message, out _) || MessageForm.Check(ref message, out _) != RejectReason.None
            || Find(message, slots, out _) != RejectReason.None)
        {
            return [];
        }

        var values = new string?[mapping.Fields.Max(field => field.Field.Index) + 1];
        Span<byte> buffer = stackalloc byte[MappedText.MaxValue];
        _text.Clear();
        foreach (var field in mapping.Fields)
        {
            var value = ValueOf(field, message, slots);
            values[field.Field.Index] = value.Kind is JsonKind.Missing or JsonKind.Null ? null
                : field.Field.Shown(Encoding.UTF8.GetString(value.Unescaped(_text.Written, buffer)));
        }

        return values;
    }

    public bool TryParse(
        ReadOnlySpan<byte> message, DateTime utcNow, out TEvent parsed, out RejectReason reason, out string? detail)
    {
        parsed = default;
        if (!SchemaFrame.TrySkip(ref message, out detail))
        {
            reason = RejectReason.Encoding;
            return false;
        }

        reason = MessageForm.Check(ref message, out detail);
        if (reason == RejectReason.Empty && (mapping.IgnoresEmpty || _envelope is Envelope.Debezium or Envelope.ConnectDebezium))
        {
            reason = RejectReason.Ignored;
        }

        Span<Utf8Slice> slots = stackalloc Utf8Slice[PointerTree.MaxSlots];
        if (reason == RejectReason.None)
        {
            reason = Find(message, slots, out detail);
        }

        if (reason != RejectReason.None)
        {
            return false;
        }

        Span<Utf8Slice> values = stackalloc Utf8Slice[JsonFields.MaxNames];
        _text.Clear();
        _unread = 0;
        for (var i = 0; i < mapping.Fields.Count; i++)
        {
            var field = mapping.Fields[i];
            values[field.Field.Index] = ValueOf(field, message, slots);
        }

        if (judge.TryJudge(_text.Written, values, utcNow, out parsed, out reason, out detail))
        {
            return true;
        }

        detail = Named(detail ?? "", message, slots);
        return false;
    }

    private RejectReason Find(ReadOnlySpan<byte> message, Span<Utf8Slice> slots, out string? detail)
    {
        detail = null;
        var tree = mapping.Trees[(int)_envelope] ?? mapping.Trees.First(known => known is not null)!;
        if (!tree.TryRead(message, slots, out var hasMany))
        {
            detail = "The message is not one complete JSON object or list.";
            return RejectReason.Json;
        }

        if (mapping.HasMarks && EnvelopeMarks.Find(slots) is var found)
        {
            if (mapping.Trees[(int)found] is not { } other)
            {
                detail = $"There is no envelope as Envelope={mapping.Envelope} has it around the event.";
                return RejectReason.Json;
            }

            if (other != tree)
            {
                slots.Clear();
                other.TryRead(message, slots, out hasMany);
            }

            _envelope = found;
            if (EnvelopeMarks.IsNoRow(found, message, slots))
            {
                return RejectReason.Ignored;
            }
        }

        if (!Condition.Hold(mapping.OnlyOutside, message, slots))
        {
            return RejectReason.Ignored;
        }

        // Before the first of them is looked at: another one may be for us.
        if (hasMany)
        {
            detail = "The message has more than one event in its list; one a message is read.";
            return RejectReason.Json;
        }

        return Condition.Hold(mapping.Only, message, slots) ? RejectReason.None : RejectReason.Ignored;
    }

    private Utf8Slice ValueOf(FieldMapping field, ReadOnlySpan<byte> message, ReadOnlySpan<Utf8Slice> slots)
    {
        if (field.Const is { } constant)
        {
            return _text.Add(JsonKind.String, constant);
        }

        if (field.Unit == TimeUnit.Kafka)
        {
            return RecordTime is { } time ? _text.AddTime(time) : default;
        }

        var first = slots[field.Slots[0]];
        if (field.Field.IsNumber && field.Slots.Length > 1)
        {
            return Middle(field, message, first, slots[field.Slots[1]]);
        }

        foreach (var slot in field.Slots)
        {
            if (slots[slot].Kind is JsonKind.Missing or JsonKind.Null)
            {
                return field.Else is { } otherwise ? _text.Add(JsonKind.String, otherwise) : new Utf8Slice(slots[slot].Kind, 0, 0, false);
            }
        }

        return field.IsPlain ? _text.Add(first.Kind, first.Of(message), first.HasEscapes)
            : field.Slots.Length > 1 ? Ours(field, _text.AddJoined(message, slots, field.Slots), _text.Written)
            : Ours(field, first, message);
    }

    /// <param name="field">Whose value it is.</param>
    /// <param name="value">As it came.</param>
    /// <param name="source">What it lies in.</param>
    private Utf8Slice Ours(FieldMapping field, in Utf8Slice value, ReadOnlySpan<byte> source)
    {
        Span<byte> buffer = _buffer;
        if (field.Map.Count > 0)
        {
            var text = value.Unescaped(source, buffer);
            for (var i = 0; i < field.Map.Count; i++)
            {
                var entry = field.Map[i];
                if (entry.IsPrefix ? text.StartsWith(entry.Theirs) : text.SequenceEqual(entry.Theirs))
                {
                    return entry.IsPrefix ? _text.Add(JsonKind.String, text[entry.Theirs.Length..])
                        : entry.Ours is { } ours ? _text.Add(JsonKind.String, ours)
                        : new Utf8Slice(JsonKind.Null, 0, 0, false);
                }
            }

            if (field.Else is { } otherwise)
            {
                return _text.Add(JsonKind.String, otherwise);
            }
        }

        if (field.Field.IsTime)
        {
            return TimeOf(field, value, value.Unescaped(source, buffer));
        }

        if (field.Scale is { } scale && JsonDecimal.IsNumber(source, value))
        {
            return _text.AddProduct(value.Kind, value.Unescaped(source, buffer), scale);
        }

        // A symbol may be a number with those who send it.
        var kind = field.Field.IsText && value.Kind == JsonKind.Number ? JsonKind.String : value.Kind;
        return _text.Add(kind, value.Of(source), value.HasEscapes);
    }

    /// <summary>Of bid and ask; where nobody bids or asks, the other one. What is no number is left to the judge.</summary>
    private Utf8Slice Middle(FieldMapping field, ReadOnlySpan<byte> message, in Utf8Slice left, in Utf8Slice right)
    {
        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        var (one, other) = (0m, 0m);
        if (left.Kind is not (JsonKind.Missing or JsonKind.Null)
            && !(JsonDecimal.IsNumber(message, left) && Quantity.TryParse(left.Unescaped(message, buffer), out one)))
        {
            return _text.Add(left.Kind, left.Of(message), left.HasEscapes);
        }

        if (right.Kind is not (JsonKind.Missing or JsonKind.Null)
            && !(JsonDecimal.IsNumber(message, right) && Quantity.TryParse(right.Unescaped(message, buffer), out other)))
        {
            return _text.Add(right.Kind, right.Of(message), right.HasEscapes);
        }

        if (one == 0 && other == 0)
        {
            return field.Else is { } otherwise ? _text.Add(JsonKind.String, otherwise) : default;
        }

        var middle = one == 0 ? other : other == 0 ? one : (one + other) / 2;
        middle.TryFormat(buffer, out var length, provider: CultureInfo.InvariantCulture);
        return field.Scale is { } scale ? _text.AddProduct(JsonKind.Number, buffer[..length], scale)
            : _text.Add(JsonKind.Number, buffer[..length]);
    }

    private Utf8Slice TimeOf(FieldMapping field, in Utf8Slice value, ReadOnlySpan<byte> text)
    {
        if (value.Kind is not (JsonKind.String or JsonKind.Number) || text.Length > JsonDecimal.MaxLength)
        {
            return _text.Add(value.Kind, text);
        }

        if (field.Unit == TimeUnit.Iso || (field.Unit == TimeUnit.Auto && value.Kind != JsonKind.Number && !JsonDecimal.IsNumber(text)))
        {
            return _text.Add(JsonKind.String, text);
        }

        if (UnitTime.TryRead(text, field.Unit, out var utc))
        {
            return _text.AddTime(utc);
        }

        _unread |= 1 << field.Field.Index;
        return _text.Add(JsonKind.String, "?"u8);
    }

    /// <summary>The sentence with the pointers beside our names.</summary>
    private string Named(string detail, ReadOnlySpan<byte> message, ReadOnlySpan<Utf8Slice> slots)
    {
        foreach (var field in mapping.Fields)
        {
            var (name, from) = ($"'{field.Field.Name}'", field.From);
            if (from.Length == 0 || !detail.Contains(name, StringComparison.Ordinal))
            {
                continue;
            }

            if ((_unread & (1 << field.Field.Index)) != 0 && detail.StartsWith(name, StringComparison.Ordinal))
            {
                var number = slots[field.Slots[0]].Of(message);
                var found = Encoding.UTF8.GetString(number[..Math.Min(number.Length, JsonDecimal.MaxLength)]);
                detail = $"{name} is {found}: {UnitTime.Refusal(number, field.Unit)}.";
            }

            detail = detail.Replace(name, $"{name} (read from {from})", StringComparison.Ordinal);
        }

        return detail;
    }
}
