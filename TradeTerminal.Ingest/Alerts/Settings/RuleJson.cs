using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>
/// Settings as text, the same in the database and on the API:
/// <c>{"enabled":true,"significantPercent":5,"moderateEnabled":false,"moderatePercent":2,"coolDownSeconds":60,"hysteresis":0.1,"repeat":"every"}</c>.
/// </summary>
public static class RuleJson
{
    /// <summary>A name that no setting has is an error: a mistyped threshold must not pass as the default.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
    };

    public static string Write(RuleSettings settings) => JsonSerializer.Serialize(settings, settings.GetType(), Options);

    public static JsonElement ToElement(RuleSettings settings) =>
        JsonSerializer.SerializeToElement(settings, settings.GetType(), Options);

    /// <summary>Whether the setting of that name takes whole numbers only.</summary>
    public static bool IsWhole(RuleSettings settings, string name) =>
        Options.GetTypeInfo(settings.GetType()).Properties.Any(property => property.Name == name && property.PropertyType == typeof(int));

    /// <summary>Settings of that kind, not yet checked by <see cref="RuleSettings.Problems"/>.</summary>
    /// <exception cref="JsonException">No JSON object, an unknown name, or a value of a wrong type; says which.</exception>
    public static RuleSettings Read(AlertKind kind, string json)
    {
        var settings = kind switch
        {
            AlertKind.PriceMove => Read<PriceMoveSettings>(json),
            AlertKind.VolumeSpike => Read<VolumeSpikeSettings>(json),
            AlertKind.Risk => Read<RiskSettings>(json),
            AlertKind.OrderImbalance => Read<OrderImbalanceSettings>(json),
            _ => (RuleSettings?)Read<ArbitrageSettings>(json),
        };
        return settings ?? throw new JsonException("Give an object with the rule's settings.");
    }

    private static T? Read<T>(string json)
        where T : RuleSettings => JsonSerializer.Deserialize<T>(json, Options);
}
