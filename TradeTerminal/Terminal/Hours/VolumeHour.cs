using System.Text.Json.Serialization;

namespace TradeTerminal.Terminal.Hours;

/// <summary>What was traded in an hour, by event time. <see cref="Hour"/> is its beginning, UTC; notional is Σ price × volume.</summary>
public readonly record struct VolumeHour([property: JsonPropertyName("time")] DateTime Hour, decimal Volume, decimal Notional, long Count);
