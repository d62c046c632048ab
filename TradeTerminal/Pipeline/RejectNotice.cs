using TradeTerminal.Controls;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.YourFeed;

namespace TradeTerminal.Pipeline;

/// <summary>A feed that refuses more than a twentieth of what it reads: most likely its topic has another shape than it is set
/// to.</summary>
/// <param name="Words">How much of it.</param>
/// <param name="IsGrave">A third or more.</param>
/// <param name="Uri">Where the messages are looked at.</param>
internal sealed record RejectNotice(string Words, bool IsGrave, string Uri)
{
    private const double Grave = 1.0 / 3;
    private const double Least = 0.05;

    /// <summary>Null for a feed that takes nearly all.</summary>
    /// <param name="feed">Now.</param>
    /// <param name="utcNow">By our clock.</param>
    public static RejectNotice? Of(FeedStatus feed, DateTime utcNow)
    {
        var (messages, rejected) = feed.Rejects.Of(utcNow);
        var when = "of the last minute";
        if (messages == 0)
        {
            // Nothing came of late: what came before says it still.
            (messages, rejected, when) = (feed.Accepted + feed.Duplicates + feed.Rejected, feed.Rejected, "read so far");
        }

        var share = messages == 0 ? 0 : (double)rejected / messages;
        return share <= Least ? null : new RejectNotice(
            $"{Format.Count(rejected)} of {Format.Count(messages)} messages {when} were rejected ({Math.Round(share * 100)} %).",
            share >= Grave, new YourFeedView(feed.Topic, feed.Name).Uri);
    }
}
