using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>Rows 11 and 13: bytes in use on the managed heap after full collections.</summary>
internal sealed class HeapRows(Report report, ServerMeter server, Swarm viewers)
{
    private const int Idle = 50;
    private const int Passing = 200;
    private const int AtOnce = 100;
    private const double Most = 400;
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(4);
    /// <summary>By default a call to a browser holds its circuit for a minute after the browser left; none here should.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    /// <summary>Needs a market that moves, whose own growth counts too.</summary>
    public async Task AddPassingAsync()
    {
        const int rounds = 3;
        await viewers.SetAsync(0);
        await Task.Delay(Forgotten);
        var (before, passed) = (await server.LiveHeapAsync(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            for (var gone = 0; gone < Passing; gone += AtOnce)
            {
                await viewers.SetAsync(AtOnce);
                await Task.Delay(Stay);
                await viewers.SetAsync(0);
            }

            var atOnce = await server.LiveHeapAsync();
            await Task.Delay(Forgotten);
            var after = await server.LiveHeapAsync();
            passed.Add(after / before);
            report.Say(FormattableString.Invariant(
                $"heap {before / 1e6:F1} MB, when {Passing} viewers had gone {atOnce / 1e6:F1} MB, {Forgotten.TotalSeconds} s later {after / 1e6:F1} MB"));
            before = after;
        }

        var stats = Stats.Of(passed);
        report.Add(new ResultRow(
            "13", $"heap after {Passing} viewers came and went / before", stats.Median, "x", stats.Spread,
            FormattableString.Invariant(
                $"{AtOnce} at a time, {Stay.TotalSeconds} s each; {Forgotten.TotalSeconds} s after the last one left; {rounds} rounds"),
            "≤ 1.05", stats.Median <= 1.05));
    }

    /// <summary>Needs a market that stands still.</summary>
    public async Task AddIdleAsync()
    {
        const int rounds = 5;
        await using var page = await EmptyPage.StartAsync();
        await using var onEmpty = Swarm.Of(page.Address);
        Func<Task<double>> ours = () => PerViewerAsync(viewers, server.LiveHeapAsync);
        Func<Task<double>> empty = () => PerViewerAsync(onEmpty, () => Task.FromResult(EmptyPage.LiveHeap()));
        await ours();
        await empty();
        var (terminals, empties, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var first = round % 2 == 0 ? await ours() : 0;
            empties.Add(await empty());
            terminals.Add(round % 2 == 0 ? first : await ours());
            ratios.Add(terminals[^1] / empties[^1]);
            report.Say(FormattableString.Invariant($"idle viewer {terminals[^1]:F1} KB, of an empty page {empties[^1]:F1} KB"));
        }

        var (absolute, ratio) = (Stats.Of(terminals), Stats.Of(ratios));
        var method = $"live bytes after full collections, {Idle} viewers more or less, {rounds} rounds";
        report.Add(
            new ResultRow("11", "managed memory per idle viewer of the terminal page", absolute.Median, "KB", absolute.Spread, method,
                $"≤ {Most} KB", absolute.Median <= Most));
        report.Add(new ResultRow(
            "11", "the same / that of an empty Blazor page", ratio.Median, "x", ratio.Spread,
            FormattableString.Invariant($"one component that says one word: {Stats.Of(empties).Median:F0} KB"), "≤ 2", ratio.Median <= 2));
    }

    /// <summary>Kilobytes.</summary>
    internal static async Task<double> PerViewerAsync(Swarm viewers, Func<Task<double>> heap)
    {
        await viewers.SetAsync(1);
        await Task.Delay(Settle);
        var before = await heap();
        await viewers.SetAsync(1 + Idle);
        await Task.Delay(Settle);
        var after = await heap();
        await viewers.SetAsync(1);
        return (after - before) / Idle / 1_000;
    }
}
