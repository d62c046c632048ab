using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser;

/// <summary>What somebody wants of a terminal, done without a mouse.</summary>
[Collection(BrowserHost.Collection)]
public sealed class KeyboardTasksTests(BrowserHost host)
{
    private static readonly BrowserNewContextOptions Desk = new()
    {
        ViewportSize = new() { Width = 1440, Height = 900 }, Permissions = ["clipboard-read", "clipboard-write"],
    };

    [Fact]
    public async Task Run_KeyboardAlone_EachTaskEndsInItsOutcome()
    {
        await using var terminal = await OwnTerminal.StartAsync(producesTrades: true);
        await using var context = await host.Browser.NewContextAsync(Desk);
        await using var elsewhere = await host.Browser.NewContextAsync();

        var tasks = await new KeyboardTasks(terminal, context, elsewhere).RunAsync();

        Assert.Equal(10, tasks.Count);
        Assert.All(tasks, task => Assert.InRange(task.Keys, 1, 50));
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join('\n', tasks.Select(task => $"{task.Name}: {task.Keys} keys, {task.Took.TotalSeconds:F1} s")));
    }
}
