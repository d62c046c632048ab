using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts.Rehearsals;

/// <summary>Counts what fires, and keeps the first few alerts of all feeds.</summary>
internal sealed class RehearsalTally
{
    public const int Kept = 20;

    private readonly List<Alert> _first = [];
    private long _events;
    private long _withoutCoolDown;
    private long _fired;

    /// <summary>The feeds come one after the other, each in the order of event time.</summary>
    public void Add<TEvent>(string feed, in TEvent e, IReadOnlyList<Finding> found, int withoutCoolDown)
        where TEvent : struct, IFeedEvent<TEvent>
    {
        _events++;
        _withoutCoolDown += withoutCoolDown;
        _fired += found.Count;
        foreach (var finding in found)
        {
            Keep(finding.ToAlert(new FeedKey("rehearsal", feed), feed, e));
        }
    }

    public RehearsalResult ToResult() => new(_events, _withoutCoolDown, _fired, [.. _first]);

    private void Keep(Alert alert)
    {
        var place = _first.FindLastIndex(kept => kept.DetectedAt <= alert.DetectedAt) + 1;
        if (place < Kept)
        {
            _first.Insert(place, alert);
            _first.RemoveRange(Math.Min(_first.Count, Kept), Math.Max(0, _first.Count - Kept));
        }
    }
}
