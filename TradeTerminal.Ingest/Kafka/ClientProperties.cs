using System.Text;
using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>Asks librdkafka itself what it makes of the user's properties (<c>Kafka:Client</c>), without connecting.</summary>
public static class ClientProperties
{
    private const int Ok = 0;

    /// <summary>Parts of names whose values are never repeated.</summary>
    private static readonly string[] Secret = ["password", "secret", "jaas", "token", "key.pem", "oauthbearer.config", "private"];

    /// <summary>
    /// What is wrong, under the name as it was given; under no name what is wrong only with all of them
    /// together, such as a mechanism without its user.
    /// </summary>
    public static IReadOnlyList<(string Name, string Problem)> Check(IEnumerable<KeyValuePair<string, string>> given)
    {
        var properties = given.Select(pair => (Given: pair.Key, Name: KafkaOptions.PropertyName(pair.Key), pair.Value)).ToList();
        if (properties.Count == 0)
        {
            return [];
        }

        var problems = properties
            .Where(property => Reserved(property.Name) is not null)
            .Select(property => (property.Given, Problem: Reserved(property.Name)!))
            .ToList();
        try
        {
            // Confluent.Kafka loads the library first, so that ours is the copy it has chosen.
            _ = Library.Version;
            var conf = Librdkafka.ConfNew();
            foreach (var (name, key, value) in properties.Where(property => IsLibrdkafkas(property.Name)))
            {
                if (Set(conf, key, value) is { } problem)
                {
                    problems.Add((name, problem));
                }
            }

            if (problems.Count == 0 && MissingToken(properties.DistinctBy(property => property.Name).ToDictionary(property => property.Name, property => property.Value)) is { } token)
            {
                problems.Add(("", token));
            }

            if (problems.Count == 0 && Open(conf) is { } together)
            {
                problems.Add(("", together));
            }
            else if (problems.Count > 0)
            {
                Librdkafka.ConfDestroy(conf);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            // That the library is missing is told by whoever needs it first.
        }

        return problems;
    }

    /// <summary>librdkafka takes the mechanism without a source of tokens, and then never connects.</summary>
    private static string? MissingToken(Dictionary<string, string> given)
    {
        bool Has(string name, string value) =>
            given.TryGetValue(name, out var set) && set.Equals(value, StringComparison.OrdinalIgnoreCase);

        return (Has("sasl.mechanism", "OAUTHBEARER") || Has("sasl.mechanisms", "OAUTHBEARER"))
            && !Has("sasl.oauthbearer.method", "oidc") && !Has("enable.sasl.oauthbearer.unsecure.jwt", "true")
            ? "OAUTHBEARER needs a source of tokens: set sasl_oauthbearer_method=oidc with sasl_oauthbearer_client_id, sasl_oauthbearer_client_secret and sasl_oauthbearer_token_endpoint_url."
            : null;
    }

    private static string? Reserved(string name) => name switch
    {
        "bootstrap.servers" or "metadata.broker.list" => "has a setting of its own: Kafka:BootstrapServers.",
        "group.id" => "has a setting of its own: Kafka:GroupId.",
        _ => null,
    };

    /// <summary>Confluent.Kafka keeps the names that begin with dotnet to itself.</summary>
    private static bool IsLibrdkafkas(string name) => Reserved(name) is null && !name.StartsWith("dotnet.", StringComparison.Ordinal);

    private static string? Set(nint conf, string name, string value)
    {
        Span<byte> error = stackalloc byte[512];
        if (Librdkafka.ConfSet(conf, name, value, error, (nuint)error.Length) == Ok)
        {
            return null;
        }

        return Secret.Any(part => name.Contains(part, StringComparison.Ordinal))
            ? "has a value that librdkafka does not take."
            : $"is refused by librdkafka: {Text(error)}.";
    }

    /// <summary>Takes the configuration over.</summary>
    private static string? Open(nint conf)
    {
        // It would complain of having no broker.
        Span<byte> error = stackalloc byte[512];
        _ = Librdkafka.ConfSet(conf, "log_level", "0", error, (nuint)error.Length);
        var handle = Librdkafka.New(Librdkafka.ConsumerType, conf, error, (nuint)error.Length);
        if (handle != 0)
        {
            Librdkafka.Destroy(handle);
            return null;
        }

        Librdkafka.ConfDestroy(conf);
        return $"librdkafka does not take these properties together: {Text(error)}.";
    }

    private static string Text(ReadOnlySpan<byte> error) => Encoding.UTF8.GetString(error).TrimEnd('\0', '\n', '.');
}
