using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>
/// The inputs of an alert as JSON, the same in the database, on the API and on Kafka: one object in the order
/// of the inputs, such as <c>{"price":106.2,"previous":100,"percent":6.2,"threshold":5}</c>. A value is a
/// <see cref="decimal"/>, a <see cref="string"/>, a UTC <see cref="DateTime"/> or an
/// <see cref="ImmutableArray{T}"/> of decimals, and comes back as what it was.
/// </summary>
public static class AlertInputs
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string ToJson(ImmutableArray<AlertInput> inputs)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, inputs);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter json, ImmutableArray<AlertInput> inputs)
    {
        json.WriteStartObject();
        foreach (var input in inputs)
        {
            json.WritePropertyName(input.Name);
            Write(json, input.Value);
        }

        json.WriteEndObject();
    }

    /// <exception cref="JsonException">It is not the JSON of inputs.</exception>
    public static ImmutableArray<AlertInput> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? [.. document.RootElement.EnumerateObject().Select(input => new AlertInput(input.Name, Read(input.Value)))]
            : throw new JsonException("The inputs of an alert are an object.");
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case DateTime time:
                json.WriteStringValue(time.ToString(TimeFormat, CultureInfo.InvariantCulture));
                break;
            case ImmutableArray<decimal> numbers:
                json.WriteStartArray();
                foreach (var number in numbers)
                {
                    json.WriteNumberValue(number);
                }

                json.WriteEndArray();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            default:
                throw new ArgumentException($"An input cannot be a {value.GetType().Name}.", nameof(value));
        }
    }

    private static object Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDecimal(),
        JsonValueKind.Array => value.EnumerateArray().Select(number => number.GetDecimal()).ToImmutableArray(),
        JsonValueKind.String => ReadText(value.GetString()!),
        _ => throw new JsonException($"An input cannot be {value.ValueKind}."),
    };

    private static object ReadText(string text) => DateTime.TryParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out var time)
            ? time
            : text;
}
