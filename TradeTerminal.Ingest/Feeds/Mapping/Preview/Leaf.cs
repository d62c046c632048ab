using System.Globalization;
using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>One place of the messages and what stands there, as far as a guess needs it. Filled once, read afterwards.</summary>
/// <param name="pointer">As the settings take it.</param>
/// <param name="names">On the way to it, normalized: small letters and digits alone.</param>
internal sealed class Leaf(string pointer, IReadOnlyList<string> names)
{
    private const int LongestText = 128;

    private readonly HashSet<string> _distinct = [];
    private readonly Dictionary<TimeUnit, int> _units = [];

    public string Pointer => pointer;

    public IReadOnlyList<string> Names => names;

    /// <summary>Values that are neither missing nor null.</summary>
    public int Count { get; private set; }

    /// <summary>Numbers, and strings that are exactly one.</summary>
    public int Numbers { get; private set; }

    public int Integers { get; private set; }

    public int Booleans { get; private set; }

    public int Symbols { get; private set; }

    public int Ids { get; private set; }

    public int IsoTimes { get; private set; }

    /// <summary>Of them, those that name no zone.</summary>
    public int WithoutZone { get; private set; }

    public decimal Min { get; private set; } = decimal.MaxValue;

    public decimal Max { get; private set; } = decimal.MinValue;

    public string Example { get; private set; } = "";

    public IReadOnlyCollection<string> Distinct => _distinct;

    public bool AreNumbers => Count > 0 && Numbers == Count;

    public bool AreIntegers => Count > 0 && Integers == Count;

    /// <summary>Times by their form, or by the size of numbers.</summary>
    public int Times => IsoTimes + _units.Values.Sum();

    /// <summary>The unit of all of them; auto where they are of several, null where they are no times.</summary>
    public TimeUnit? Unit => Times < Count * 0.9 || Count == 0 ? null
        : IsoTimes == Times ? TimeUnit.Iso
        : IsoTimes == 0 && _units.Count == 1 ? _units.Keys.Single() : TimeUnit.Auto;

    public void Add(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        Count++;
        _distinct.Add(text.Length > LongestText ? text[..LongestText] : text);
        Example = Example.Length > 0 ? Example : text.Length > LongestText ? text[..LongestText] : text;
        Booleans += value.ValueKind is JsonValueKind.True or JsonValueKind.False ? 1 : 0;
        var isText = value.ValueKind == JsonValueKind.String;
        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength * 4];
        if (text.Length is 0 or > JsonDecimal.MaxLength || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        var utf8 = buffer[..Encoding.UTF8.GetBytes(text, buffer)];
        if (JsonDecimal.IsNumber(utf8))
        {
            AddNumber(utf8);
        }
        else if (IsoTimestamp.TryParse(utf8, out _))
        {
            IsoTimes++;
            WithoutZone += utf8[^1] is (byte)'Z' or (byte)'z' || utf8[16..].IndexOfAny("+-"u8) >= 0 ? 0 : 1;
        }

        Symbols += text == text.Trim() && Symbol.TryParse(text, out _) && (isText || Integers > 0) ? 1 : 0;
        Ids += text.All(letter => letter is > ' ' and < '\u007f') && (isText || !text.AsSpan().ContainsAny(".eE")) ? 1 : 0;
    }

    private void AddNumber(ReadOnlySpan<byte> number)
    {
        Numbers++;
        if (!decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return;
        }

        (Min, Max) = (Math.Min(Min, value), Math.Max(Max, value));
        Integers += value == decimal.Truncate(value) && number.IndexOfAny(".eE"u8) < 0 ? 1 : 0;
        if (UnitTime.UnitOf(value) is var unit && unit != TimeUnit.Auto)
        {
            _units[unit] = _units.GetValueOrDefault(unit) + 1;
        }
    }
}
