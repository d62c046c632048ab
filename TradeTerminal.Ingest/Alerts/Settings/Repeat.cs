using System.Text.Json.Serialization;

namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>What a rule does while its condition goes on holding.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Repeat>))]
public enum Repeat : byte
{
    /// <summary>It speaks once, and again only after the condition has ended or become graver.</summary>
    [JsonStringEnumMemberName("once")]
    Once,

    /// <summary>It speaks at every event for which the condition holds, as far as the cool-down lets it.</summary>
    [JsonStringEnumMemberName("every")]
    Every,
}
