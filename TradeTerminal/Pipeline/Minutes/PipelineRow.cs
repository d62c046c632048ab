namespace TradeTerminal.Pipeline.Minutes;

/// <summary>
/// One column of one feed: the most that waited, the worst state (see <see cref="PipelineMinute.StateNames"/>), and by stage, in
/// milliseconds, the largest median and 99th percentile of its minutes.
/// </summary>
public sealed record PipelineRow(string Feed, DateTime Time, long LagRecords, double LagSeconds, int? State)
{
    public double? EventToBroker50 { get; init; }

    public double? EventToBroker99 { get; init; }

    public double? BrokerToReceived50 { get; init; }

    public double? BrokerToReceived99 { get; init; }

    public double? ReceivedToCommitted50 { get; init; }

    public double? ReceivedToCommitted99 { get; init; }

    public double? CommittedToPublished50 { get; init; }

    public double? CommittedToPublished99 { get; init; }

    public double? PublishedToPainted50 { get; init; }

    public double? PublishedToPainted99 { get; init; }

    public double? EventToPainted50 { get; init; }

    public double? EventToPainted99 { get; init; }

    /// <summary>By the number of the stage.</summary>
    internal (double? Median, double? Worst99) Stage(int stage) => stage switch
    {
        0 => (EventToBroker50, EventToBroker99),
        1 => (BrokerToReceived50, BrokerToReceived99),
        2 => (ReceivedToCommitted50, ReceivedToCommitted99),
        3 => (CommittedToPublished50, CommittedToPublished99),
        4 => (PublishedToPainted50, PublishedToPainted99),
        _ => (EventToPainted50, EventToPainted99),
    };
}
