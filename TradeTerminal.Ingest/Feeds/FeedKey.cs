namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Which log a position belongs to. The cluster is part of it, so that a new embedded broker or a cluster
/// set up anew is never mistaken for the old one.
/// </summary>
public sealed record FeedKey(string ClusterId, string Topic);
