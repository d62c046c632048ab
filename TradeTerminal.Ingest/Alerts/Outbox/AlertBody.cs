using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>An alert as the outside sees it: on its Kafka topic, at the webhook, on the API and in the event stream.</summary>
public sealed record AlertBody(
    Guid AlertId,
    [property: Description("price_move, volume_spike, risk, order_imbalance or arbitrage")] string Kind,
    [property: Description("Feed of the event that raised it.")] string Feed,
    [property: Description("Symbol, or the trader for kind risk.")] string Symbol,
    [property: Description("Venue where the feed has one, else empty; the two of an arbitrage as BUY/SELL.")] string Venue,
    string Severity,
    [property: Description("Event time of the event that raised it, UTC.")] DateTime DetectedAt,
    string Message,
    [property: Description("Everything the verdict was computed from, by name.")] JsonElement Inputs,
    [property: Description("When a person took note of it, UTC; null until then.")] DateTime? AcknowledgedAt,
    [property: Description("Topic of the event that raised it.")] string Topic,
    [property: Description("Partition of that topic.")] int Partition,
    [property: Description("Offset in that partition.")] long Offset,
    [property: Description("How old the event was when it raised the alert; null in a rehearsal.")] double? EventAgeSeconds,
    [property: Description("The event was older than an hour then, as those of a replayed recording or a backlog are.")] bool Replay)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static AlertBody Of(AlertRow row) => new(
        row.AlertId, row.Kind, row.Feed, row.Symbol, row.Venue, row.Severity, row.DetectedAt, row.Message,
        Parse(row.Inputs), row.AcknowledgedAt, row.SourceTopic, row.SourcePartition, row.SourceOffset,
        Seconds(EventAge.Of(row)), EventAge.Of(row) > EventAge.Past);

    /// <summary>One raised by an event of <paramref name="topic"/> at a time; null: it would have been.</summary>
    public static AlertBody Of(Alert alert, string topic, DateTime? raisedAt) => new(
        alert.AlertId, alert.Kind.Code(), alert.Feed, alert.Symbol, alert.Venue, alert.Severity.Code(), alert.DetectedAt,
        alert.Message, Parse(AlertInputs.ToJson(alert.Inputs)), null, topic, alert.Partition, alert.Offset,
        raisedAt is { } at ? Seconds(EventAge.Of(alert.DetectedAt, at)) : null,
        raisedAt is { } raised && EventAge.Of(alert.DetectedAt, raised) > EventAge.Past);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Whole milliseconds.</summary>
    private static double Seconds(TimeSpan age) => Math.Round(age.TotalSeconds, 3);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
