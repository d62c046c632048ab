using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Tests.Feeds.Status;

public sealed class BatchRateTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_772_375_400);

    [Fact]
    public void With_ManyBatches_KeepsTheNewestOnly()
    {
        var rate = Enumerable.Range(0, 500).Aggregate(BatchRate.Empty, (now, i) => now.With(Batch(i * 0.1, i)));

        Assert.Equal(Enumerable.Range(450, 50), rate.Recent.Select(batch => batch.Messages));
        Assert.InRange(rate.Seconds.Length, 1, 11);
    }

    [Fact]
    public void PerSecond_SteadyFlow_IsItsRate()
    {
        var rate = Enumerable.Range(0, 200).Aggregate(BatchRate.Empty, (now, i) => now.With(Batch(i * 0.1, 30)));

        // At any moment within a second, not only at its end.
        foreach (var part in new[] { 0.05, 0.35, 0.75, 0.95 })
        {
            var flowing = Enumerable.Range(0, (int)((19 + part) * 10) + 1)
                .Aggregate(BatchRate.Empty, (now, i) => now.With(Batch(i * 0.1, 30)));
            Assert.InRange(flowing.PerSecond(Start.AddSeconds(19 + part)), 297, 303);
        }

        Assert.InRange(rate.PerSecond(Start.AddSeconds(24.95)), 149, 153);
        Assert.Equal(0, rate.PerSecond(Start.AddSeconds(30)));
    }

    [Fact]
    public void With_ClockSetBack_StaysBounded()
    {
        var rate = Enumerable.Range(0, 500).Aggregate(BatchRate.Empty, (now, i) => now.With(Batch(i % 2 == 0 ? i : -i, 1)));

        Assert.InRange(rate.Recent.Length, 1, BatchRate.Capacity);
        Assert.InRange(rate.Seconds.Length, 1, 1_000);
    }

    private static WrittenBatch Batch(double seconds, int messages) =>
        new(Start.AddSeconds(seconds), messages, TimeSpan.FromMilliseconds(1));
}
