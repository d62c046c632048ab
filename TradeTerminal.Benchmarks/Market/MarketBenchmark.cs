using System.Diagnostics;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Benchmarks.Market;

/// <summary>
/// What the market costs in memory when every ticker the book holds is active: a trade a minute for a day, then two a second for
/// ten minutes; and what a frame allocates in which all of them changed.
/// </summary>
internal static class MarketBenchmark
{
    private const int Partitions = 4;
    private const int Frames = 40;
    private static readonly DateTime Start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    public static Task RunAsync(Report report)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var market = new Market(new MarketBook(), [.. Enumerable.Range(0, MarketBook.Capacity).Select(i => $"T{i:0000}")]);
        market.Fill();
        var held = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / MarketBook.Capacity;
        var (allocated, took) = (new List<double>(), new List<double>());
        for (var frame = 0; frame < Frames; frame++)
        {
            market.TradeAll(market.Now.AddMilliseconds(50), 1);
            var (bytes, at) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            market.Publish();
            took.Add(Stopwatch.GetElapsedTime(at).TotalMicroseconds / MarketBook.Capacity);
            allocated.Add((double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / MarketBook.Capacity);
        }

        var shown = market.Shown;
        GC.KeepAlive(shown);
        var (bytesAFrame, time) = (Stats.Of(allocated), Stats.Of(took));
        var method = FormattableString.Invariant($"{MarketBook.Capacity} tickers, each with its whole tape, 600 seconds and 1,500 minutes");
        report.Add(new ResultRow(
            "", "managed memory per active ticker", held / 1_000, "KB", 0,
            $"live bytes after full collections, {method}", "≤ 235 KB", held <= 235_000));
        report.Add(new ResultRow(
            "", "allocated per changed ticker and frame", bytesAFrame.Median, "bytes", bytesAFrame.Spread,
            $"{Frames} frames in which all changed",
            "≤ 4,000", bytesAFrame.Median <= 4_000));
        report.Add(new ResultRow("", "time per changed ticker and frame", time.Median, "µs", time.Spread, "the same frames", "", null));
        return Task.CompletedTask;
    }

    private sealed class Market(MarketBook book, string[] tickers)
    {
        private readonly Random _random = new(3);
        private readonly long[] _next = new long[Partitions];
        private readonly long[] _cents = [.. tickers.Select((_, i) => 2_000L + (i * 97))];
        private long _version;

        public DateTime Now { get; private set; } = Start;

        public MarketSnapshot Shown { get; private set; } = MarketSnapshot.Empty;

        public void Fill()
        {
            const int minutes = 1_490;
            const int seconds = 600;
            for (var minute = 0; minute < minutes; minute++)
            {
                TradeAll(Start.AddMinutes(minute), 1);
                PublishEvery(20, minute);
            }

            for (var second = 0; second < seconds; second++)
            {
                TradeAll(Start.AddMinutes(minutes).AddSeconds(second), 2);
                PublishEvery(10, second);
            }
        }

        public void TradeAll(DateTime at, int each)
        {
            Now = at;
            for (var i = 0; i < tickers.Length * each; i++)
            {
                var ticker = i % tickers.Length;
                var partition = ticker % Partitions;
                _cents[ticker] = Math.Max(100, _cents[ticker] + _random.Next(-9, 10));
                var moment = at.AddTicks(_random.Next(0, 400_000) * TimeSpan.TicksPerMicrosecond);
                book.Add(new Trade(
                    Guid.NewGuid(), tickers[ticker], _cents[ticker] / 100m, _random.Next(1, 1_000), (Side)_random.Next(2), moment,
                    partition, _next[partition]++));
            }
        }

        public void Publish() => Shown = book.Publish(++_version, DateTimeOffset.UnixEpoch);

        private void PublishEvery(int steps, int step)
        {
            if (step % steps == steps - 1)
            {
                Publish();
            }
        }
    }
}
