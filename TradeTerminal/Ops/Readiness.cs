using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Ops;

/// <summary>
/// Whether each part does its work: the store answers, the brokers answer, the loops move. Nobody can be
/// ready by merely running.
/// </summary>
internal sealed class Readiness(
    DatabaseProbe database, IEnumerable<FeedGauge> feeds, MarketPump pump, TradesHealth trades, IConfiguration configuration)
{
    /// <summary>A worker shows a sign of life every two seconds, also when nothing arrives.</summary>
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<PartState>> CheckAsync(CancellationToken cancellationToken)
    {
        var parts = new List<PartState> { PartState.Of("database", await database.ProblemAsync(cancellationToken)) };
        var enabled = FeedCatalog.All.Where(feed => configuration.GetValue($"Feeds:{feed.Section}:Enabled", true))
            .Select(feed => feed.Name).ToHashSet();
        var read = feeds.Where(gauge => enabled.Contains(gauge.Current.Name)).ToList();
        if (read.Count > 0)
        {
            parts.Add(Kafka(read));
        }

        parts.AddRange(read.Select(Feed));
        parts.Add(Market());
        return parts;
    }

    private static PartState Kafka(IReadOnlyList<FeedGauge> read)
    {
        if (read.FirstOrDefault(gauge => gauge.Current.Phase == FeedPhase.WaitingForKafka) is { } waiting)
        {
            return PartState.Of("kafka", waiting.Current.Problem ?? "no answer");
        }

        return read.Any(gauge => gauge.Current.Phase is FeedPhase.Running or FeedPhase.WaitingForTopic)
            ? PartState.Of("kafka", null)
            : PartState.Of("kafka", "not reached yet");
    }

    private PartState Feed(FeedGauge gauge)
    {
        var (name, feed) = ($"feed {gauge.Current.Name}", gauge.Current);
        return feed.Phase switch
        {
            // Nothing to read is no failure: the topic comes with its first message.
            FeedPhase.WaitingForTopic => new PartState(name, true, feed.Problem),
            FeedPhase.Running when gauge.SinceProgress is var silent && silent > SilentAfter =>
                PartState.Of(name, $"nothing has moved for {silent.TotalSeconds:F0} s"),
            FeedPhase.Running when feed.Unreadable is { } unreadable => PartState.Of(name, unreadable),
            // Of one partition; the others are read.
            FeedPhase.Running => new PartState(name, true, feed.Problem),
            FeedPhase.Starting => PartState.Of(name, "has not begun to read yet"),
            FeedPhase.Stopped => PartState.Of(name, "has stopped"),
            _ => PartState.Of(name, feed.Problem ?? "waits"),
        };
    }

    private PartState Market() => PartState.Of(
        "market",
        !pump.IsHydrated ? "has not been read from the database yet"
        : pump.ExecuteTask is { IsCompleted: true } ? "has stopped"
        : trades.Behind is var behind && behind > SilentAfter ? $"what is stored has not been shown for {behind.TotalSeconds:F0} s" : null);
}

/// <summary>One part of the terminal; <see cref="Why"/> says in words what keeps it from its work.</summary>
internal sealed record PartState(string Name, bool IsUp, string? Why)
{
    public static PartState Of(string name, string? problem) => new(name, problem is null, problem);
}
