using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace TradeTerminal.Mcp;

/// <summary>
/// Judges what a tool is given by what it says it takes. The protocol's library passes over arguments that a tool does not have, and says
/// nothing of why one can't be read.
/// </summary>
internal static class McpArguments
{
    /// <summary>What is wrong, in words; null when nothing is.</summary>
    /// <param name="tool">With the schema of its arguments.</param>
    /// <param name="given">By name; null is none.</param>
    public static string? Problem(Tool tool, IDictionary<string, JsonElement>? given)
    {
        var known = tool.InputSchema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToArray() : [];
        var names = known.Length == 0 ? "no arguments" : string.Join(", ", known.Select(property => property.Name));
        var problems = (given ?? new Dictionary<string, JsonElement>())
            .Where(argument => argument.Value.ValueKind != JsonValueKind.Null || known.All(property => property.Name != argument.Key))
            .Select(argument => known.FirstOrDefault(property => property.Name == argument.Key) is { Value.ValueKind: JsonValueKind.Object } property
                ? Fits(property.Value, argument.Value) ? null : $"'{argument.Key}' must be {Types(property.Value)}."
                : $"'{argument.Key}' is not known here. This tool takes {names}.");
        var missing = (tool.InputSchema.TryGetProperty("required", out var required) ? required.EnumerateArray() : default)
            .Select(name => name.GetString()!).Where(name => given?.ContainsKey(name) != true).Select(name => $"'{name}' is missing.");
        return string.Join(' ', problems.OfType<string>().Concat(missing)) is { Length: > 0 } words ? words : null;
    }

    private static bool Fits(JsonElement schema, JsonElement value) => TypesOf(schema) is not { Length: > 0 } types || types.Any(type => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => false,
    });

    private static string Types(JsonElement schema) => string.Join(
        " or ", TypesOf(schema).Where(type => type != "null").Select(type => type switch { "integer" => "a whole number", "string" => "text", _ => $"of type {type}" }));

    private static string[] TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];
}
