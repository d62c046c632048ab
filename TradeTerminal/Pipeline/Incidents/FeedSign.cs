using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>One feed at one moment, with the verdict that the strip has of it.</summary>
internal sealed record FeedSign(FeedStatus Feed, FeedHealth Health)
{
    /// <summary>Whether anything has to come: not where its only producer is this terminal's own, and rests.</summary>
    public bool IsFed { get; init; } = true;

    /// <summary>Whether it is being filled with a past that is made up: then it lags on purpose.</summary>
    public bool IsFilled { get; init; }

    public Wave? Surge { get; init; }

    public Wave? Refused { get; init; }

    /// <summary>It is read, or there is nothing to read.</summary>
    public bool IsRead => Feed.Phase is FeedPhase.Running or FeedPhase.WaitingForTopic or FeedPhase.Stopped;
}
