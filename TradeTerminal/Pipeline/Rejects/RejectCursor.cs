using TradeTerminal.Api;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>Time and place of a refused message: the total order in which they are listed.</summary>
public sealed record RejectCursor(DateTime At, string ClusterId, string Topic, int Partition, long Offset) : PageKey(At)
{
    public static RejectCursor Of(RejectedMessage message) =>
        new(message.RejectedAt, message.ClusterId, message.Topic, message.Partition, message.Offset);
}
