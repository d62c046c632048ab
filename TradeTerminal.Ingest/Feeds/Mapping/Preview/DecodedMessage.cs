using System.Text.Json;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>A message with its JSON, where it has some.</summary>
/// <param name="Message">As it came.</param>
/// <param name="Json">Without a frame; null where there is none.</param>
/// <param name="Envelope">What lies around the event, by its marks.</param>
/// <param name="Schema">Of a Schema Registry frame in front, in words; null without one.</param>
/// <param name="Fault">Why it is no JSON; null where it is.</param>
internal sealed record DecodedMessage(SampleMessage Message, JsonElement? Json, Envelope Envelope, string? Schema, string? Fault)
{
    /// <summary>What lies in the envelope, as the setting <c>Envelope</c> takes it; null when it is not there.</summary>
    public JsonElement? Inside(string? envelope) => Json is not { } json ? null
        : envelope is null or "auto" or "cloudevents" or "connect" or "debezium" ? At(json, EnvelopeMarks.PathTo(Envelope))
        : envelope == "none" ? json
        : JsonPointer.Parse(envelope) is { } pointer ? At(json, pointer.Path) : null;

    /// <summary>What the pointers of the fields start from.</summary>
    /// <param name="envelope">As the setting has it.</param>
    /// <param name="list">Where the list of events is; null without one.</param>
    public JsonElement? Event(string? envelope, string? list)
    {
        if (Inside(envelope) is not { } inside || list is null)
        {
            return Inside(envelope);
        }

        var found = list == MappingSettings.WholeMessage ? inside
            : JsonPointer.Parse(list) is { } pointer ? At(inside, pointer.Path) : null;
        // One by itself may stand where a list of them may.
        return found is not { ValueKind: JsonValueKind.Array } many ? found
            : many.GetArrayLength() > 0 ? many[0] : null;
    }

    public static JsonElement? At(JsonElement json, IReadOnlyList<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var child))
            {
                json = child;
            }
            else if (json.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0
                && index < json.GetArrayLength())
            {
                json = json[index];
            }
            else
            {
                return null;
            }
        }

        return json;
    }
}
