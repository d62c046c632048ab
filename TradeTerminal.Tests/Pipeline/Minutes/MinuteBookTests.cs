using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;
using TradeTerminal.Pipeline.Minutes;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Pipeline.Minutes;

public sealed class MinuteBookTests
{
    private static readonly DateTime Minute = ScreenClock.Start;

    private readonly MinuteBook _book = new();

    [Fact]
    public void Add_SecondsOfAMinute_KeepTheWorstUntilItIsStored()
    {
        Add(0, FeedState.Live, waiting: 2);
        Add(10, FeedState.Lagging, waiting: 500);
        Add(20, FeedState.Slow, waiting: 1);
        var figures = StageFigures.Of(Stage.Committed, [TimeSpan.FromMilliseconds(3)])!;
        _book.Close("trades", Minute, new LatencySnapshot([figures], BrokerClock.None));

        var row = Assert.Single(_book.Unwritten());

        Assert.Equal((Minute, 500L, (short?)PipelineMinute.RankOf(FeedState.Lagging)), (row.Minute, row.LagRecords, row.State));
        Assert.Equal(3f, row.Times[PipelineMinute.TimeColumns.IndexOf("received_to_committed_p50")]);
        _book.Written([row]);
        Assert.Single(_book.Unwritten());
        Add(60, FeedState.Live);
        _book.Written([row]);
        Assert.Equal(Minute.AddMinutes(1), Assert.Single(_book.Unwritten()).Minute);
    }

    [Fact]
    public void Add_DatabaseIsAwayForADay_KeepsTheNewestHours()
    {
        for (var minute = 0; minute < MinuteBook.MostUnwritten + 60; minute++)
        {
            Add(60 * minute, FeedState.Down);
        }

        Assert.Equal(MinuteBook.MostUnwritten, _book.Unwritten().Count);
        Assert.Equal(Minute.AddMinutes(60), _book.Unwritten().Min(row => row.Minute));
    }

    [Fact]
    public void Add_FeedThatIsNotRead_IsNoRow()
    {
        Add(0, FeedState.Down, phase: FeedPhase.WaitingForTopic);

        Assert.Empty(_book.Unwritten());
    }

    private void Add(int second, FeedState state, int waiting = 0, FeedPhase phase = FeedPhase.Running)
    {
        var at = Minute.AddSeconds(second);
        var feed = new FeedStatus(
            "trades", "orders", null, phase, null, at, [new PartitionStatus(new StoredOffset(0, 0, 10), 10 + waiting, at)],
            BatchRate.Empty);
        _book.Add(feed, new FeedHealth(state, "", TimeSpan.Zero), at);
    }
}
