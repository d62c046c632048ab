using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Trades;

public sealed class TradeIdFilterTests
{
    [Fact]
    public void Add_ManyIds_FindsEachWhereItWasAndHardlyAnyOther()
    {
        const int Count = 300_000;
        var (random, filter, buckets) = (new Random(1), new TradeIdFilter(), new List<int>());
        var ids = Enumerable.Range(0, Count).Select(i => (Id: NewId(random), Bucket: i % 10_000_000)).ToList();
        ids.ForEach(one => filter.Add(one.Id, one.Bucket, buckets));
        Assert.True(buckets.Count < 10, $"{buckets.Count} of {Count} looked like others.");

        foreach (var (id, bucket) in ids)
        {
            buckets.Clear();
            filter.Add(id, bucket, buckets);
            Assert.Contains(bucket, buckets);
        }

        Assert.Equal(Count, filter.Count);
    }

    [Fact]
    public void Add_SameIdAtSeveralTimes_TellsThemAll()
    {
        var (id, filter, buckets) = (Guid.NewGuid(), new TradeIdFilter(), new List<int>());

        filter.Add(id, 1, buckets);
        filter.Add(id, 2, buckets);
        buckets.Clear();
        filter.Add(id, 3, buckets);

        Assert.Equal([1, 2], buckets.Order());
    }

    [Fact]
    public void BucketOf_LastMomentOfTheDay_FitsIntoItsBits() =>
        Assert.InRange(TradeIdFilter.BucketOf(new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(-1)), 0, (1 << 24) - 1);

    private static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
