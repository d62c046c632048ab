using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline;

namespace TradeTerminal.Tests.Pipeline;

public sealed class BatchFiguresTests
{
    [Fact]
    public void Of_Batches_AreTheirSizesAndTimes()
    {
        var figures = BatchFigures.Of(
        [
            .. Enumerable.Range(1, 10).Select(i => new WrittenBatch(DateTimeOffset.UnixEpoch, i * 100, TimeSpan.FromMilliseconds(i))),
        ]);

        Assert.Equal(new BatchFigures(10, 500, 1_000, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(10)), figures);
    }

    [Fact]
    public void Of_None_IsNothing() => Assert.Null(BatchFigures.Of([]));
}
