using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>Trades of the bundled producer, as messages and as rows.</summary>
internal static class TradeSource
{
    public const int Partitions = 4;

    public static List<byte[]> Messages(int count, int seed)
    {
        var market = new SyntheticMarket(SyntheticMarket.DefaultTickers, seed);
        var start = DateTime.UtcNow.Date.AddHours(1);
        return [.. Enumerable.Range(0, count).Select(i => TradeEncoding.Encode(market.Next(start.AddMilliseconds(i))))];
    }

    /// <summary>Batches as the worker would hand them on: judged, spread over partitions, in offset order.</summary>
    public static List<FeedBatch<Trade>> Batches(IReadOnlyList<byte[]> messages, int size)
    {
        var next = new long[Partitions];
        return [.. messages.Chunk(size).Select(chunk =>
        {
            var batch = new FeedBatch<Trade>(new TradeParser(), TimeProvider.System);
            batch.Clear();
            for (var i = 0; i < chunk.Length; i++)
            {
                var partition = i % Partitions;
                batch.Add(partition, next[partition]++, chunk[i]);
            }

            return batch;
        })];
    }

    public static List<Trade> Trades(IEnumerable<FeedBatch<Trade>> batches)
    {
        var trades = new List<Trade>();
        foreach (var batch in batches)
        {
            foreach (ref readonly var verdict in batch.Verdicts)
            {
                trades.Add(verdict.Event);
            }
        }

        return trades;
    }
}
