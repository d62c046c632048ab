namespace TradeTerminal.Producers.Replay;

/// <summary>What a person is asked before a recording is sent; the recording itself waits in <see cref="OfferedPlan"/>.</summary>
internal sealed class ReplayOffer(ReplayPlan plan)
{
    public string Topic { get; } = plan.Topic;

    public string Consequence { get; } = plan.Consequence;

    public int Events { get; } = plan.Recording.Events.Length;
}
