using System.Text.Json.Serialization;

namespace TradeTerminal.Alerts.Hours;

/// <summary>How many alerts of a kind an hour has, by event time. <see cref="Hour"/> is its beginning, UTC.</summary>
public readonly record struct AlertHour([property: JsonPropertyName("time")] DateTime Hour, string Kind, long Count);
