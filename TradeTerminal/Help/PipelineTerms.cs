namespace TradeTerminal.Help;

/// <summary>From Kafka into the database.</summary>
internal static class PipelineTerms
{
    public static Term Stored { get; } = new("stored", "Stored",
        "Events of this topic accepted into the database since then: since it was first read, or made anew.");

    public static Term Duplicates { get; } = new("duplicates", "Duplicates",
        "Messages with a trade id that was stored before: counted, and added to nothing.");

    public static Term Rejected { get; } = new("rejected", "Rejected",
        "Messages that break a rule of their feed. They are kept as they came, with the reason.");

    public static Term Skipped { get; } = new("skipped", "Skipped",
        "Offsets without a message for us: deleted before they were read, compacted, or marks of transactions. The log is asked again for those that seem empty.");

    public static Term Ignored { get; } = new("ignored", "Ignored",
        "Messages that are not for this feed by its mapping, such as heartbeats: counted, and neither stored nor kept.");

    public static Term Lag { get; } = new("lag", "Lag, messages", "What is in Kafka and not yet stored.", "end offset − next offset");

    public static Term LagTime { get; } = new("lag-time", "Lag, time",
        "How far behind the terminal is, by event time; 0 when everything is read.");

    public static Term Waited { get; } = new("waited", "Counted",
        "The most messages that waited to be stored at one moment, until five seconds after the end; of refusals and surges, how many messages they were.");

    public static Term Written { get; } = new("written", "Written/s",
        "Messages a second, over the last ten seconds.", "messages in 10 s ÷ 10");

    public static Term Newest { get; } = new("newest-event", "Newest event",
        "Since the newest stored event, by its own time.", "now − its time");

    public static Term NextOffset { get; } = new("next-offset", "Next offset",
        "The first offset of the partition that is not stored yet. Kept with the data, in the same transaction.");

    public static Term EndOffset { get; } = new("end-offset", "End offset", "The offset after the newest message that Kafka holds.");

    public static Term SelfCheck { get; } = new("self-check", "Self-check",
        "Every offset that was passed must be found again in one of five counts, and where nothing was read the log, asked again, must have nothing: nothing is lost, nothing is counted twice. What an operator has deleted since is counted beside the rows there are.",
        "offsets passed = stored + duplicates + rejected + skipped + ignored");

    public static Term BatchMessages { get; } = new("batch-messages", "messages a batch",
        "One batch is one transaction. It takes what has arrived while the one before was written, so batches grow under load.");

    public static Term BatchTime { get; } = new("batch-time", "time to durable",
        "How long the write of a batch took, until its commit. p99: 99 in a hundred batches took no longer.");
}
