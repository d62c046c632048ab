using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>Viewers of one page without browsers: <c>swarm.mjs</c>, a process that is told how many there shall be.</summary>
internal sealed class Swarm : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(3);
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private readonly Process _process;

    private Swarm(Uri page)
    {
        var script = Path.Combine(Repository.Root, "TradeTerminal.Benchmarks", "Viewers", "swarm.mjs");
        _process = Process.Start(new ProcessStartInfo("node", [script, page.AbsoluteUri])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public int Count { get; private set; }

    public static Swarm Of(Uri page) => new(page);

    /// <summary>Opens or closes as many as it takes; returns when all pages are drawn or all circuits ended.</summary>
    public async Task SetAsync(int count)
    {
        if (count != Count)
        {
            var order = count > Count ? "open" : "close";
            await AskAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"{{order}}":{{Math.Abs(count - Count)}}}"""));
            Count = count;
        }
    }

    /// <exception cref="InvalidOperationException">A viewer has failed or lost its connection.</exception>
    public Task<ViewerCounts[]> ReadAsync() => AskAsync("{}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<ViewerCounts[]> AskAsync(string order)
    {
        using var limit = new CancellationTokenSource(AnswerLimit);
        await _process.StandardInput.WriteLineAsync(order.AsMemory(), limit.Token);
        await _process.StandardInput.FlushAsync(limit.Token);
        var answer = await _process.StandardOutput.ReadLineAsync(limit.Token)
            ?? throw new InvalidOperationException("The viewers have ended; what went wrong is written above.");
        return JsonSerializer.Deserialize<ViewerCounts[]>(answer, Options)!;
    }
}
