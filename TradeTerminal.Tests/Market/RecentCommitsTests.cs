using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Market;

public sealed class RecentCommitsTests
{
    private static readonly DateTime Start = new(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc);

    private readonly RecentCommits _commits = new(new TestClock(Start));

    [Fact]
    public void Find_TradeOfABatch_GivesItsLogAndTime()
    {
        _commits.Add(Batch("a", 1, 10, 20));

        Assert.Equal(new TradeCommit(new FeedKey("a", "orders"), Start.AddSeconds(1)), _commits.Find(At(1, 19)));
        Assert.Null(_commits.Find(At(1, 20)));
        Assert.Null(_commits.Find(At(2, 15)));
    }

    [Fact]
    public void Find_SamePlaceOfTwoClusters_IsNotGuessed()
    {
        _commits.Add(Batch("a", 1, 10, 20));
        _commits.Add(Batch("b", 1, 0, 12));

        Assert.Null(_commits.Find(At(1, 11)));
        Assert.NotNull(_commits.Find(At(1, 12)));
    }

    [Fact]
    public void Find_TradeFromBeforeTheStart_IsNotGuessed()
    {
        _commits.Add(Batch("a", 1, 10, 20));

        Assert.Null(_commits.Find(At(1, 15) with { ExecutedAt = Start.AddSeconds(-1) }));
    }

    [Fact]
    public void Add_MoreThanIsKept_ForgetsTheOldest()
    {
        for (var i = 0; i <= RecentCommits.Kept; i++)
        {
            _commits.Add(Batch("a", 0, i, i + 1));
        }

        Assert.Null(_commits.Find(At(0, 0)));
        Assert.NotNull(_commits.Find(At(0, 1)));
        Assert.NotNull(_commits.Find(At(0, RecentCommits.Kept)));
    }

    private static Trade At(int partition, long offset) => new(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Start, partition, offset);

    private static CommittedBatch<Trade> Batch(string cluster, int partition, long from, long to) =>
        new(new FeedKey(cluster, "orders"), [], Start.AddSeconds(1)) { Ranges = [new OffsetRange(partition, from, to)] };
}
