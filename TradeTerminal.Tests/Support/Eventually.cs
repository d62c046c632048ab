using System.Diagnostics;

namespace TradeTerminal.Tests.Support;

/// <summary>Waits for what must come about, and no longer than is allowed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    internal static Task TrueAsync(Func<bool> condition, Func<string> otherwise, TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), otherwise, limit);

    /// <summary>A look that fails, at a list that is still empty or a page that is being opened, has not seen it yet.</summary>
    internal static async Task TrueAsync(Func<Task<bool>> condition, Func<string> otherwise, TimeSpan? limit = null)
    {
        var time = Stopwatch.StartNew();
        Exception? fault;
        do
        {
            try
            {
                if (await condition())
                {
                    return;
                }

                fault = null;
            }
            catch (Exception e)
            {
                fault = e;
            }

            await Task.Delay(Pause);
        }
        while (time.Elapsed < (limit ?? Patience.Limit));

        Assert.Fail($"Not within {(limit ?? Patience.Limit).TotalSeconds} s: {otherwise()}\n{fault}");
    }

    /// <summary>It comes to be that, whatever it is at first.</summary>
    internal static async Task EqualAsync<T>(T expected, Func<Task<T>> actual, TimeSpan? limit = null)
    {
        var last = default(T);
        await TrueAsync(
            async () => EqualityComparer<T>.Default.Equals(expected, last = await actual()),
            () => $"It is {last} and should be {expected}", limit);
    }
}
