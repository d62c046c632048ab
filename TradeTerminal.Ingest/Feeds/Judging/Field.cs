using System.Globalization;
using System.Text;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>One field of a feed: its name on the wire, what it may be, and where its value is found.</summary>
internal sealed class Field(int index, string name, FieldType type, params IReadOnlyList<string> words)
{
    private readonly byte[][] _words = [.. words.Select(Encoding.ASCII.GetBytes)];

    public int Index { get; } = index;

    public string Name { get; } = name;

    /// <summary>The words this field takes, for messages.</summary>
    public string Words { get; } = string.Join(" or ", words);

    public bool IsTime => type is FieldType.IsoTime or FieldType.UnixMilliseconds or FieldType.UnixSeconds;

    public bool IsText => type == FieldType.Text;

    public bool IsNumber => type == FieldType.Number;

    /// <summary>It takes a few words and nothing else.</summary>
    public bool HasWords => _words.Length > 0;

    /// <summary>A value for those who look at it: numbers without exponents.</summary>
    public string Shown(string text) => IsNumber && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture) : text;

    /// <summary>What the field may be, as a sentence.</summary>
    public string TypeRule => type switch
    {
        FieldType.Text or FieldType.IsoTime => $"'{Name}' must be a string.",
        FieldType.Id => $"'{Name}' must be a string or an integer.",
        FieldType.Number => $"'{Name}' must be a number or a numeric string.",
        _ => $"'{Name}' must be a number or a string.",
    };

    /// <summary>What a time in this field must be, as a sentence.</summary>
    public string TimeRule(ReadOnlySpan<byte> text) => type switch
    {
        FieldType.UnixMilliseconds =>
            $"'{Name}' must be whole Unix milliseconds between 1970 and five minutes from now{Unit(text, "milliseconds")}.",
        FieldType.UnixSeconds => $"'{Name}' must be Unix seconds between 1970 and five minutes from now{Unit(text, "seconds")}.",
        _ => $"'{Name}' must be ISO-8601 such as 2026-03-01T14:30:00.123Z between 1970 and five minutes from now.",
    };

    public bool Takes(ReadOnlySpan<byte> message, in Utf8Slice value) => type switch
    {
        FieldType.Text or FieldType.IsoTime => value.Kind == JsonKind.String,
        FieldType.Id => IsId(message, value),
        FieldType.Number => JsonDecimal.IsNumber(message, value),
        _ => value.Kind is JsonKind.Number or JsonKind.String,
    };

    /// <summary>The position of <paramref name="text"/> among the words, in any case; -1 when it is none of them.</summary>
    public int IndexOfWord(ReadOnlySpan<byte> text)
    {
        for (var index = 0; index < _words.Length; index++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(text, _words[index]))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>False when the text is no time in the form of this field.</summary>
    public bool TryParseTime(ReadOnlySpan<byte> text, out DateTime utc) => type switch
    {
        FieldType.UnixMilliseconds when JsonDecimal.IsNumber(text) => UnixTimestamp.TryMilliseconds(text, out utc),
        FieldType.UnixSeconds when JsonDecimal.IsNumber(text) => UnixTimestamp.TrySeconds(text, out utc),
        _ => IsoTimestamp.TryParse(text, out utc),
    };

    private static string Unit(ReadOnlySpan<byte> text, string due) =>
        JsonDecimal.IsNumber(text) && UnixTimestamp.LikelyUnit(text) is var likely && likely != due ? $"; it looks like {likely}" : "";

    /// <summary>A string, or an integer that stands for one.</summary>
    public static bool IsId(ReadOnlySpan<byte> message, in Utf8Slice value) =>
        value.Kind == JsonKind.String
        || (value.Kind == JsonKind.Number && value.Of(message).IndexOfAny(".eE"u8) < 0);
}
