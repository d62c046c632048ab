using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>Rows 1, 2, 3 and 14: the exactly-once write against the usual ones, and against its own repeats.</summary>
internal sealed class WriteRows(BenchDatabase database, Report report)
{
    private const int BatchSize = 2_000;
    private const int Count = 100_000;
    private const int CountSlow = 20_000;
    private const int CountSingle = 2_000;

    private readonly ExactlyOnce _write = new(database);
    private readonly Baselines _baselines = new(database);

    public void Run()
    {
        _baselines.CreateTables();
        var batches = TradeSource.Batches(TradeSource.Messages(Count, seed: 1), BatchSize);
        var trades = TradeSource.Trades(batches);
        var volume = trades.Sum(trade => (decimal)trade.Volume);

        double Ours()
        {
            database.Clear();
            var rate = _write.Write(batches, "bench");
            database.Check(Count, volume);
            return rate;
        }

        var slow = trades.GetRange(0, CountSlow);
        var (ours, addRange, ratio) = Comparison.Run(Ours, () => _baselines.AddRange(slow, BatchSize));
        report.Add(new ResultRow("1", "exactly-once write, batches of 2,000", ours.Median, "rows/s", ours.Spread, "", "", null));
        report.Add(
            Row("1", "exactly-once write / EF AddRange + SaveChanges", ratio,
                $"EF {addRange.Median:#,0} rows/s, primary key on the id, nothing else", 8));

        var single = trades.GetRange(0, CountSingle);
        (_, var oneByOne, ratio) = Comparison.Run(Ours, () => _baselines.OneByOne(single));
        report.Add(
            Row("2", "exactly-once write / one insert and commit a message", ratio, $"prepared insert {oneByOne.Median:#,0} rows/s", 40));

        (_, var copy, ratio) = Comparison.Run(Ours, () => _baselines.Copy(trades, BatchSize));
        report.Add(
            Row("3", "exactly-once write / plain COPY", ratio,
                $"binary COPY, no key, no offset, no candles {copy.Median:#,0} rows/s", 0.45));

        double Repeats()
        {
            database.Clear();
            _write.Write(batches, "bench");
            database.Execute("CHECKPOINT");
            var rate = _write.Write(batches, "again");
            database.Check(Count, volume);
            return rate;
        }

        (var repeats, _, ratio) = Comparison.Run(Repeats, Ours);
        report.Add(
            Row("14", "100,000 duplicates replayed / fresh", ratio,
                $"duplicates {repeats.Median:#,0} rows/s; rows and volume added: 0, checked", 1));
    }

    private static ResultRow Row(string number, string measure, Stats ratio, string against, double target) =>
        new(number, measure, ratio.Median, "x", ratio.Spread, against, $"≥ {target}", ratio.Median >= target);
}
