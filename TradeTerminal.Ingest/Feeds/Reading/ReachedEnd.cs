using System.Diagnostics;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// The end of a log as a fetch found it. Offsets without a message before it, such as the marker of a transaction, are passed
/// with the next batch; when none comes for a second, by themselves: each of its own would be a transaction for every marker.
/// </summary>
internal readonly record struct ReachedEnd(long Offset)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly long _at = Stopwatch.GetTimestamp();

    public bool Stands => Stopwatch.GetElapsedTime(_at) >= Patience;
}
