using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline;
using TradeTerminal.Settings;

namespace TradeTerminal.Tests.Pipeline;

public sealed class StoredSinceTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(-60, "Stored since 13:30 UTC")]
    [InlineData(-1_440, "Stored since 2026-03-01")]
    [InlineData(null, "Stored")]
    public void Words_OldestPartition_IsSinceWhenItIsCounted(int? minutes, string expected)
    {
        DateTime[] began = minutes is { } ago ? [Now.AddMinutes(ago), Now] : [default];

        var feed = new FeedStatus("trades", "orders", "c", FeedPhase.Running, null, null,
            [.. began.Select((at, i) => new PartitionStatus(new StoredOffset(i, 0, 1) { BeganAt = at }, 1, null))], BatchRate.Empty);

        Assert.Equal(expected, StoredSince.Words(feed, ViewerClock.Utc, Now));
    }
}
