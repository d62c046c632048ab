using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Live;

namespace TradeTerminal.Help;

/// <summary>From the event's own time to the screen, by stage.</summary>
internal static class LatencyTerms
{
    public static Term Screen { get; } = new("latency", "Event to screen",
        $"Median / 99th percentile of this browser's last {ScreenLatency.Capacity} frames, at most, with a new trade in the tape: from the trade's own time until the browser "
        + "reports the frame, the way back of that report included. Press it for the stages.");

    public static Term Median { get; } = new("p50", "p50", "Median of the last minute: half of the samples took no longer.",
        "value at rank ⌈0.50 × samples⌉");

    public static Term Worst { get; } = new("p99", "p99", "99th percentile of the last minute: one sample in a hundred took longer.",
        "value at rank ⌈0.99 × samples⌉");

    public static Term Samples { get; } = new("samples", "Samples",
        $"Batches of the last minute, {StageLatency.Capacity} at most, the first event of each, which waits longest; of painted, frames.");

    public static Term Broker { get; } = new("stage-broker", "To the broker",
        "From the event's own time to the time that Kafka keeps of its message.");

    public static Term Received { get; } = new("stage-received", "Received",
        "From Kafka's time of the message until the poll that brought it was read.");

    public static Term Committed { get; } = new("stage-committed", "Committed",
        "Until its batch was durable in PostgreSQL: waiting for the rest of the batch, and the write.");

    public static Term Published { get; } = new("stage-published", "Published",
        "Until a market snapshot with it was published. Trades only.");

    public static Term Painted { get; } = new("stage-painted", "Painted",
        "Until a browser was about to paint it, the way back of its answer included. Trades only.");

    public static Term Total { get; } = new("stage-total", "Event to painted",
        "From the event's own time until it was painted. Percentiles of the stages do not add up to it.");

    public static Term Of(Stage stage) => stage switch
    {
        Stage.Broker => Broker,
        Stage.Received => Received,
        Stage.Committed => Committed,
        Stage.Published => Published,
        Stage.Painted => Painted,
        _ => Total,
    };
}
