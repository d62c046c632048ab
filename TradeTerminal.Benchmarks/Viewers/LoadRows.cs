using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>Rows 9 and 10: the same terminal with one viewer and with a hundred, in turn.</summary>
internal sealed class LoadRows(Report report, LiveTerminal terminal, ServerMeter server, Swarm viewers)
{
    private const int Many = 100;
    private const double LeastFrames = 0.8;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(6);

    public async Task AddAsync(int rate, int rounds)
    {
        var (ones, crowds, snapshots) = (new List<Load>(), new List<Load>(), new List<JsonSnapshot>());
        for (var round = 0; round < rounds; round++)
        {
            var one = round % 2 == 0 ? await MeasureAsync(1) : null;
            crowds.Add(await MeasureAsync(Many));
            ones.Add(one ?? await MeasureAsync(1));
            snapshots.Add(await JsonSnapshot.TakeAsync(terminal.Http));
            report.Say(FormattableString.Invariant(
                $"{rate:#,0} trades/s, round {round + 1}: 1 viewer {ones[^1].Processor:P1} of a core, {ones[^1].Transactions:F1} transactions/s, {ones[^1].FewestBatches:F0} batches/s; {Many} viewers {crowds[^1].Processor:P0}, {crowds[^1].Transactions:F1}, fewest {crowds[^1].FewestBatches:F0} batches/s"));
        }

        var per = $"at {rate:#,0} trades/s";
        var alone = Stats.Of(ones.Select(one => one.Processor));
        // A server that is out of processor time leaves frames out: then the ratio says nothing of what viewers cost.
        var isStarved = Stats.Of(Ratio(crowds, ones, load => load.FewestBatches)).Median < LeastFrames;
        Add("9", $"server CPU with {Many} viewers / with 1, {per}", Ratio(crowds, ones, load => load.Processor),
            FormattableString.Invariant($"1 viewer: {alone.Median:P0} of a core, all producers and the ingest with it; {rounds} rounds of {Span.TotalSeconds} s{(isStarved ? "; VIEWERS STARVED, see the frames" : "")}"),
            "≤ 12", isStarved ? 0 : 12);
        Add("9", $"database transactions with {Many} viewers / with 1, {per}", Ratio(crowds, ones, load => load.Transactions),
            FormattableString.Invariant($"1 viewer: {Stats.Of(ones.Select(one => one.Transactions)).Median:F1}/s"), "≤ 1.05", 1.05);
        Add("9", $"frames that the slowest of {Many} viewers gets / one alone, {per}", Ratio(crowds, ones, load => load.FewestBatches),
            FormattableString.Invariant($"1 viewer: {Stats.Of(ones.Select(one => one.FewestBatches)).Median:F0} render batches/s"),
            "", null);

        var full = Stats.Of(snapshots.Select(snapshot => snapshot.Bytes));
        var packed = Stats.Of(snapshots.Select(snapshot => snapshot.CompressedBytes));
        Add("10", $"bytes per viewer and second / full JSON snapshots, {per}",
            ones.Zip(snapshots, (one, snapshot) => one.MessageBytes / (one.Snapshots * snapshot.Bytes)),
            FormattableString.Invariant($"both uncompressed; {Stats.Of(ones.Select(one => one.MessageBytes)).Median / 1_000:F1} KB/s against {full.Median / 1_000:F1} KB a snapshot, {Stats.Of(ones.Select(one => one.Snapshots)).Median:F1} snapshots/s"), "≤ 1/15", 1.0 / 15);
        Add("10", $"the same on the wire, both compressed, {per}",
            ones.Zip(snapshots, (one, snapshot) => one.WireBytes / (one.Snapshots * snapshot.CompressedBytes)),
            FormattableString.Invariant($"{Stats.Of(ones.Select(one => one.WireBytes)).Median / 1_000:F1} KB/s against {packed.Median / 1_000:F1} KB a snapshot"), "≤ 1/15", 1.0 / 15);
    }

    private async Task<Load> MeasureAsync(int count)
    {
        await viewers.SetAsync(count);
        await Task.Delay(Settle);
        return await Load.MeasureAsync(server, viewers, Span);
    }

    private static IEnumerable<double> Ratio(List<Load> crowds, List<Load> ones, Func<Load, double> of) =>
        crowds.Zip(ones, (crowd, one) => of(crowd) / of(one));

    private void Add(string number, string measure, IEnumerable<double> values, string against, string target, double? limit)
    {
        var stats = Stats.Of(values);
        report.Add(new ResultRow(number, measure, stats.Median, "x", stats.Spread, against, target, limit is null ? null : stats.Median <= limit));
    }
}
