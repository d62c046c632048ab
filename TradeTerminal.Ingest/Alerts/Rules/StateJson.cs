using System.Text.Json;

namespace TradeTerminal.Ingest.Alerts.Rules;

internal static class StateJson
{
    /// <summary>Microseconds since 1970, exact for event times.</summary>
    public static void WriteTime(this Utf8JsonWriter json, DateTime time) =>
        json.WriteNumberValue((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public static DateTime GetTime(this JsonElement json) =>
        new((json.GetInt64() * TimeSpan.TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks, DateTimeKind.Utc);
}
