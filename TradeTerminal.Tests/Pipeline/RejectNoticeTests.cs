using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline;

namespace TradeTerminal.Tests.Pipeline;

public sealed class RejectNoticeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(100, 5, null, false)]
    [InlineData(100, 6, "6 of 100 messages of the last minute were rejected (6 %).", false)]
    [InlineData(99, 33, "33 of 99 messages of the last minute were rejected (33 %).", true)]
    public void Of_LastMinute_SaysMoreThanATwentieth(int messages, int rejected, string? words, bool isGrave)
    {
        var notice = RejectNotice.Of(Feed() with { Rejects = RejectShare.Empty.With(Now, messages, rejected) }, Now.UtcDateTime);

        Assert.Equal((words, isGrave), (notice?.Words, notice?.IsGrave ?? false));
        Assert.Equal(words is null ? null : "/your-feed?topic=q&feed=quotes", notice?.Uri);
    }

    [Fact]
    public void Of_QuietSince_SaysWhatCameBefore()
    {
        var feed = Feed() with { Partitions = [new PartitionStatus(new StoredOffset(0, 0, 200) { Accepted = 20, Rejected = 180 }, 200,
            null)] };

        Assert.Equal("180 of 200 messages read so far were rejected (90 %).", RejectNotice.Of(feed, Now.UtcDateTime)!.Words);
        Assert.Null(RejectNotice.Of(Feed(), Now.UtcDateTime));
    }

    private static FeedStatus Feed() => new("quotes", "q", "c", FeedPhase.Running, null, null, [], BatchRate.Empty);
}
