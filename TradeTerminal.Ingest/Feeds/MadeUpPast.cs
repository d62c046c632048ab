using System.Collections.Concurrent;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// The time of which events of a feed were made up after the fact. Alerts about them are stored and shown, but neither sent
/// nor sounded, and how late they came says nothing.
/// </summary>
public sealed class MadeUpPast
{
    private readonly ConcurrentDictionary<string, (DateTime From, DateTime To)> _pasts = new();

    /// <summary>Whatever is of this time or later is made up, until it is said where that ends.</summary>
    public void Begin(string feed, DateTime from) => _pasts[feed] = (from, DateTime.MaxValue);

    public void End(string feed, DateTime at) => _pasts[feed] = (_pasts[feed].From, at);

    public bool Holds(string feed, DateTime eventTime) =>
        _pasts.TryGetValue(feed, out var past) && eventTime >= past.From && eventTime < past.To;
}
