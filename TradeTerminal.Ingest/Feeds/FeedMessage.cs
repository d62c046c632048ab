using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// One message while it is judged. Each field is read by the rule it must keep; the first fault found stays, and
/// what is read after it is worth nothing.
/// </summary>
internal ref struct FeedMessage
{
    /// <summary>Of a sum of money, before and after the point.</summary>
    private const int AmountDigits = 18;

    private readonly bool _anySign;
    private readonly DateTime _utcNow;
    private readonly ReadOnlySpan<byte> _message;
    private readonly ReadOnlySpan<Utf8Slice> _values;

    /// <param name="fields">Of the feed.</param>
    /// <param name="message">As it came.</param>
    /// <param name="utcNow">By our clock.</param>
    /// <param name="values">Where the fields are kept: room for all names of the list.</param>
    /// <param name="anySign">Prices may be 0 or negative.</param>
    public FeedMessage(FieldList fields, ReadOnlySpan<byte> message, DateTime utcNow, Span<Utf8Slice> values, bool anySign)
    {
        _anySign = anySign;
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

    /// <summary>For values that were found before.</summary>
    public FeedMessage(FieldList fields, ReadOnlySpan<byte> text, ReadOnlySpan<Utf8Slice> values, DateTime utcNow, bool anySign)
    {
        _anySign = anySign;
        _utcNow = utcNow;
        _message = text;
        _values = values;
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

            Refuse(reason, $"'{field.Name}' must be {names.Rule}.");
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

    /// <summary>Above 0, or with the feed's setting for it of any sign.</summary>
    public decimal Price(Field field) => _anySign ? Signed(field)
        : TryQuantity(field, out var value) && value > 0 ? value : OutOfRange(field, "above 0");

    /// <summary>The price of nothing may be 0.</summary>
    public decimal PriceOrZero(Field field) => _anySign ? Signed(field) : ZeroOrMore(field);

    /// <summary>True when nobody bids or asks: the field is missing, null or 0. Never refuses.</summary>
    public readonly bool IsNoOrder(Field field) => !IsRefused
        && (_values[field.Index].Kind is JsonKind.Missing or JsonKind.Null
            || (field.Takes(_message, _values[field.Index]) && TryQuantity(field, out var price) && price == 0));

    /// <summary>A volume, quantity or size.</summary>
    public decimal ZeroOrMore(Field field) => TryQuantity(field, out var value) && value >= 0 ? value : OutOfRange(field, "0 or more");

    /// <summary>Of either sign, with the digits of a price.</summary>
    public decimal Signed(Field field) => TryQuantity(field, out var value) ? value : OutOfRange(field, "a number");

    /// <summary>A sum of money of either sign, with all the decimals a sender's arithmetic may leave behind.</summary>
    public decimal Amount(Field field)
    {
        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        if (!IsRefused && JsonDecimal.TryParse(Value(field, buffer), AmountDigits, AmountDigits, out var value))
        {
            return value == 0 ? 0 : value;
        }

        Refuse(RejectReason.Range, $"'{field.Name}' must be a number of at most 18 integer digits, 18 decimals and 28 digits in all.");
        return 0;
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

    private readonly bool TryQuantity(Field field, out decimal value)
    {
        value = 0;
        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        return !IsRefused && Quantity.TryParse(Value(field, buffer), out value);
    }

    private decimal OutOfRange(Field field, string bound)
    {
        if (!IsRefused)
        {
            Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
            Refuse(RejectReason.Range, Quantity.Refusal(field.Name, bound, Value(field, buffer)));
        }

        return 0;
    }

    private readonly ReadOnlySpan<byte> Value(Field field, Span<byte> buffer) =>
        _values[field.Index].Unescaped(_message, buffer);
}
