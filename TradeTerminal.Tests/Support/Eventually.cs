using System.Diagnostics;

namespace TradeTerminal.Tests.Support;

/// <summary>Waits for what must come about, and no longer than is allowed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    internal static Task TrueAsync(Func<bool> condition, Func<string> otherwise, TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), otherwise, limit);

    internal static async Task TrueAsync(Func<Task<bool>> condition, Func<string> otherwise, TimeSpan? limit = null)
    {
        var time = Stopwatch.StartNew();
        while (!await condition())
        {
            if (time.Elapsed > (limit ?? Limit))
            {
                Assert.Fail($"Not within {(limit ?? Limit).TotalSeconds} s: {otherwise()}");
            }

            await Task.Delay(Pause);
        }
    }
}
