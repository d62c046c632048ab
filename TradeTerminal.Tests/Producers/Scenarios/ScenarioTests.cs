using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Producers.Scenarios;
using TradeTerminal.Tests.Producers.Replay;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Producers.Scenarios;

[Collection(ReplayHost.Collection)]
public sealed class ScenarioTests(ReplayHost host)
{
    public static TheoryData<string> Names => ["volatility", "arbitrage", "limits", "quiet", "duplicates", "late", "poison", "burst"];

    /// <summary>Twice: what the first run left behind must not decide the second.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_EverythingInOrder_PassesEachTime(string name)
    {
        for (var run = 0; run < 2; run++)
        {
            var verdict = await VerdictAsync(host.Terminal, name);

            Assert.True(verdict.GetProperty("verdict").GetString() == "passed", verdict.ToString());
            Assert.True(verdict.GetProperty("sent").GetInt64() > 0);
            Assert.All(verdict.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("passed").GetBoolean()));
            Assert.Matches("[0-9]", verdict.GetProperty("why").GetString());
        }
    }

    /// <summary>One of each feed that scenarios leave something in.</summary>
    [Fact]
    public async Task Leftovers_Deleted_AreGoneWithTheirAlerts()
    {
        foreach (var name in new[] { "arbitrage", "limits", "duplicates" })
        {
            await VerdictAsync(host.Terminal, name);
        }

        var leftovers = host.Terminal.Services.GetRequiredService<ScenarioLeftovers>();
        var found = await leftovers.FindAsync(TestContext.Current.CancellationToken);
        Assert.Superset(new HashSet<string>(["positions", "quotes", "trades"]), found.Select(one => one.Feed.Name).ToHashSet());
        Assert.All(found, one => Assert.StartsWith("DEMO-", one.Symbol, StringComparison.Ordinal));

        var gone = await leftovers.DeleteAsync(found, TestContext.Current.CancellationToken);

        Assert.InRange(gone.Events, 26, long.MaxValue);
        Assert.InRange(gone.Alerts, 4, long.MaxValue);
        Assert.DoesNotContain(
            (await host.Terminal.GetAsync("/api/alerts?limit=1000")).EnumerateArray(),
            alert => alert.GetProperty("symbol").GetString()!.StartsWith("DEMO-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_Always_SaysWhatToLookFor()
    {
        var all = (await host.Terminal.GetAsync("/api/scenarios")).EnumerateArray().ToList();

        Assert.Equal(Names.Select(row => row.Data), all.Select(scenario => scenario.GetProperty("name").GetString()!));
        Assert.All(all, scenario => Assert.Contains("DEMO-", scenario.GetProperty("looksFor").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Unknown_Is404WithTheNames()
    {
        using var response = await host.Terminal.Client.PostAsync(new Uri("/api/scenarios/earthquake", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("arbitrage", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Running_Is409()
    {
        using var first = await host.Terminal.Client.PostAsync(new Uri("/api/scenarios/quiet", UriKind.Relative), null);
        using var second = await host.Terminal.Client.PostAsync(new Uri("/api/scenarios/quiet", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        await EndedAsync(host.Terminal, "quiet");
    }

    internal static async Task<JsonElement> VerdictAsync(RunningTerminal terminal, string name)
    {
        using var response = await terminal.Client.PostAsync(new Uri($"/api/scenarios/{name}", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await EndedAsync(terminal, name);
    }

    private static async Task<JsonElement> EndedAsync(RunningTerminal terminal, string name)
    {
        var state = default(JsonElement);
        await Eventually.TrueAsync(
            async () => (state = await terminal.GetAsync($"/api/scenarios/{name}")).GetProperty("verdict").GetString() != "running",
            () => state.ToString());
        return state;
    }
}
