namespace TradeTerminal.Tests.Support.Samples;

/// <summary>A good message of a feed by its fields, and ones bent in one place.</summary>
internal sealed class MessageTemplate(params (string Name, string Json)[] fields)
{
    internal IReadOnlyList<string> Names { get; } = [.. fields.Select(field => field.Name)];

    internal string Valid => Of(fields);

    /// <summary>The good message but for these fields, whose values are this JSON; new names come last.</summary>
    internal string With(params (string Name, string Json)[] changes)
    {
        var changed = changes.ToDictionary(change => change.Name, change => change.Json);
        return Of(fields.Select(field => (field.Name, changed.Remove(field.Name, out var json) ? json : field.Json))
            .ToArray().Concat(changed.Select(change => (change.Key, change.Value))));
    }

    internal string With(string name, string json) => With((name, json));

    internal string Without(params string[] names) => Of(fields.Where(field => !names.Contains(field.Name)));

    /// <summary>The good message with more fields after its own.</summary>
    internal string Plus(string more) => $"{Valid[..^1]},{more}}}";

    private static string Of(IEnumerable<(string Name, string Json)> fields) =>
        $"{{{string.Join(',', fields.Select(field => $"\"{field.Name}\":{field.Json}"))}}}";
}
