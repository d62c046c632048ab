using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// One message while it is judged. Each field is read by the rule it must keep; the first fault found stays, and
/// what is read after it is worth nothing.
/// </summary>
internal ref struct FeedMessage
{
    public const long MaxCount = 1L << 53;

    private const int PriceIntegerDigits = 10;
    /// <summary>Senders write what their floating point gives them, 87003.12345678901 for instance: it is a price like any other.</summary>
    private const int PriceDecimals = 15;
    private const string PriceDigits = "with at most 10 integer digits and 15 decimals";
    private const int VolumeDecimals = 8;

    /// <summary>As many digits as are read exactly, wherever the point is.</summary>
    private const int MaxDigits = 18;

    private readonly DateTime _utcNow;
    private readonly ReadOnlySpan<byte> _message;
    private readonly ReadOnlySpan<Utf8Slice> _values;

    /// <summary><paramref name="values"/> is where the fields are kept: room for all names of the list.</summary>
    public FeedMessage(FieldList fields, ReadOnlySpan<byte> message, DateTime utcNow, Span<Utf8Slice> values)
    {
        Reason = MessageForm.Check(ref message, out var detail);
        Detail = detail;
        _utcNow = utcNow;
        _message = message;
        _values = values;
        if (Reason == RejectReason.None && !fields.Json.TryRead(message, values))
        {
            Refuse(RejectReason.Json, "The message is not one complete JSON object.");
        }

        Require(fields.Required);
    }

    public RejectReason Reason { get; private set; }

    public string? Detail { get; private set; }

    public readonly bool IsRefused => Reason != RejectReason.None;

    public void Refuse(RejectReason reason, string detail) =>
        (Reason, Detail) = IsRefused ? (Reason, Detail) : (reason, detail);

    /// <summary>All of them are there, then none is null, then each is of its type.</summary>
    public void Require(IReadOnlyList<Field> fields)
    {
        if (!IsRefused && First(fields, JsonKind.Missing) is { } missing)
        {
            Refuse(RejectReason.MissingField, $"'{missing.Name}' is missing.");
        }

        if (!IsRefused && First(fields, JsonKind.Null) is { } empty)
        {
            Refuse(RejectReason.WrongType, $"'{empty.Name}' is null.");
        }

        for (var i = 0; i < fields.Count && !IsRefused; i++)
        {
            CheckType(fields[i]);
        }
    }

    /// <summary>True when an optional field has a value, which must then be of its type; null is none.</summary>
    public bool Has(Field field)
    {
        if (IsRefused || _values[field.Index].Kind is JsonKind.Missing or JsonKind.Null)
        {
            return false;
        }

        CheckType(field);
        return !IsRefused;
    }

    /// <summary>True for a string that is this word, in any case. Never refuses.</summary>
    public readonly bool Is(Field field, string word)
    {
        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        return !IsRefused && _values[field.Index].Kind == JsonKind.String
            && System.Text.Ascii.EqualsIgnoreCase(Value(field, buffer), word);
    }

    /// <summary>True when the field has anything but null and the empty string. Never refuses.</summary>
    public readonly bool HasText(Field field) =>
        !IsRefused && _values[field.Index] is { Kind: not (JsonKind.Missing or JsonKind.Null), Length: > 0 };

    public string Name(Field field, ITextTable names, RejectReason reason = RejectReason.Symbol)
    {
        if (!IsRefused)
        {
            Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
            if (names.Find(Value(field, buffer)) is { } name)
            {
                return name;
            }

            Refuse(reason, $"'{field.Name}' must be {names.Rule}");
        }

        return "";
    }

    /// <summary>The position of the value among the field's words.</summary>
    public int Word(Field field, RejectReason reason)
    {
        if (!IsRefused)
        {
            Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
            var word = field.IndexOfWord(Value(field, buffer));
            if (word >= 0)
            {
                return word;
            }

            Refuse(reason, $"'{field.Name}' must be {field.Words}.");
        }

        return 0;
    }

    /// <summary>A price or another quantity that is above zero.</summary>
    public decimal Positive(Field field) =>
        TryNumber(field, PriceIntegerDigits, PriceDecimals, out var value) && value > 0
            ? value
            : OutOfRange(field, $"above 0 {PriceDigits}");

    public decimal ZeroOrMore(Field field) =>
        TryNumber(field, PriceIntegerDigits, PriceDecimals, out var value) && value >= 0
            ? value
            : OutOfRange(field, $"0 or more {PriceDigits}");

    /// <summary>A volume that need not be whole; sums of volumes keep 8 decimals.</summary>
    public decimal Volume(Field field) =>
        TryNumber(field, PriceIntegerDigits, VolumeDecimals, out var value) && value >= 0
            ? value
            : OutOfRange(field, "0 or more with at most 10 integer digits and 8 decimals");

    /// <summary>Of either sign, with the digits of a price.</summary>
    public decimal Signed(Field field) =>
        TryNumber(field, PriceIntegerDigits, PriceDecimals, out var value) ? value : OutOfRange(field, $"a number {PriceDigits}");

    /// <summary>A sum of money of either sign, with all the decimals a sender's arithmetic may leave behind.</summary>
    public decimal Amount(Field field) =>
        TryNumber(field, MaxDigits, MaxDigits, out var value) ? value : OutOfRange(field, "a number of at most 18 digits");

    public long Count(Field field, long least)
    {
        if (TryNumber(field, MaxDigits, MaxDigits, out var value) && value >= least && value <= MaxCount)
        {
            return (long)value;
        }

        return (long)OutOfRange(field, $"from {least} to 2^53");
    }

    public DateTime Time(Field field)
    {
        if (!TryTime(field, out var utc))
        {
            Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
            Refuse(RejectReason.Timestamp, field.TimeRule(IsRefused ? default : Value(field, buffer)));
        }

        return utc;
    }

    /// <summary>False when the field has no time that could be an event's. Never refuses.</summary>
    public readonly bool TryTime(Field field, out DateTime utc)
    {
        utc = default;
        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        return !IsRefused && field.Takes(_message, _values[field.Index])
            && field.TryParseTime(Value(field, buffer), out utc) && EventTimeBounds.Contain(utc, _utcNow);
    }

    private void CheckType(Field field)
    {
        if (!field.Takes(_message, _values[field.Index]))
        {
            Refuse(RejectReason.WrongType, field.TypeRule);
        }
    }

    private readonly Field? First(IReadOnlyList<Field> fields, JsonKind kind)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (_values[fields[i].Index].Kind == kind)
            {
                return fields[i];
            }
        }

        return null;
    }

    private readonly bool TryNumber(Field field, int integers, int decimals, out decimal value)
    {
        value = 0;
        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        if (IsRefused || !JsonDecimal.TryParse(Value(field, buffer), integers, decimals, out value))
        {
            return false;
        }

        // Decimal keeps the sign of -0.
        value = value == 0 ? 0 : value;
        return true;
    }

    private decimal OutOfRange(Field field, string rule)
    {
        if (!IsRefused)
        {
            Refuse(RejectReason.Range, $"'{field.Name}' must be {rule}.");
        }

        return 0;
    }

    private readonly ReadOnlySpan<byte> Value(Field field, Span<byte> buffer) =>
        _values[field.Index].Unescaped(_message, buffer);
}
