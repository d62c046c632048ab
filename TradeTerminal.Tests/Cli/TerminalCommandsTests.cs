using System.Text.Json;
using TradeTerminal.Tests.Producers.Replay;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Cli;

/// <summary>Commands to a terminal that runs.</summary>
[Collection(ReplayHost.Collection)]
public sealed class TerminalCommandsTests(ReplayHost host)
{
    [Fact]
    public async Task Health_Ready_Is0()
    {
        await Eventually.TrueAsync(
            async () => (await host.Terminal.Client.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode,
            () => "ready");

        var (code, output, _) = await RunAsync("health");
        var (_, json, _) = await RunAsync("health", "--json");

        Assert.Equal(0, code);
        Assert.Contains("database", output, StringComparison.Ordinal);
        Assert.True(JsonSerializer.Deserialize<JsonElement>(json).GetProperty("parts").GetArrayLength() > 2);
    }

    [Fact]
    public async Task Status_Always_ListsTheFeeds()
    {
        var (code, output, _) = await RunAsync("status");

        Assert.Equal(0, code);
        Assert.Contains("indices", output, StringComparison.Ordinal);
        Assert.Contains("Kafka embedded", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenario_Passes_Is0WithItsChecks()
    {
        var (code, output, error) = await RunAsync("scenario", "duplicates");
        var (listed, list, _) = await RunAsync("scenario", "list");

        Assert.True(code == 0, output + error);
        Assert.Contains("duplicates: passed", output, StringComparison.Ordinal);
        Assert.Contains("20 of 20 stored", output, StringComparison.Ordinal);
        Assert.Contains("To see:", error, StringComparison.Ordinal);
        Assert.Equal(0, listed);
        Assert.Matches("duplicates +passed", list);
    }

    [Fact]
    public async Task Scenario_Json_IsTheVerdictAlone()
    {
        var (code, output, error) = await RunAsync("scenario", "poison", "--json");

        Assert.Equal(0, code);
        Assert.Equal("passed", JsonSerializer.Deserialize<JsonElement>(output).GetProperty("verdict").GetString());
        Assert.Equal("", error);
    }

    [Fact]
    public async Task Scenario_Unknown_Is2()
    {
        var (code, _, error) = await RunAsync("scenario", "earthquake");

        Assert.Equal(2, code);
        Assert.Contains("arbitrage", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateThenReplay_TwiceAndWithYes_StoresAgainOnlyWhenToldTo()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("prices.csv");
        var start = $"{DateTime.UtcNow.Year - 1}-12-24T10:00:00Z";

        var (generated, said, _) = await RunAsync("generate", "indices", file, "--seed", "21", "--start", start);
        Assert.Equal(0, generated);
        Assert.Contains("150 events", said, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("generate", "indices", file)).Code);
        Assert.Equal(0, (await RunAsync("generate", "indices", file, "--force", "--seed", "21", "--start", start)).Code);

        var (first, output, notes) = await RunAsync("replay", file, "--feed", "indices", "--speed", "max");
        Assert.True(first == 0, output + notes);
        Assert.Contains("150 of 150 sent", output, StringComparison.Ordinal);
        Assert.Contains("no ids", notes, StringComparison.Ordinal);

        var (again, _, refusal) = await RunAsync("replay", file, "--feed", "indices", "--speed", "max");
        Assert.Equal(1, again);
        Assert.Contains("--yes", refusal, StringComparison.Ordinal);

        var (confirmed, json, _) = await RunAsync("replay", file, "--feed", "indices", "--speed", "max", "--yes", "--json");
        Assert.Equal(0, confirmed);
        Assert.Equal("finished", JsonSerializer.Deserialize<JsonElement>(json).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Replay_WrongLine_Is1AndNamesIt()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("wrong.csv");
        await File.WriteAllTextAsync(file, "timestamp,symbol,price,volume\n2025-12-15T09:00:00Z,A,1,1\nnever,A,1,1\n");

        var (code, _, error) = await RunAsync("replay", file, "--feed", "indices");

        Assert.Equal(1, code);
        Assert.Contains("wrong.csv line 3", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_PausedThenStepAndStop_AreCommandsOfTheirOwn()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("steps.csv");
        await File.WriteAllTextAsync(file, "timestamp,symbol,price,volume\n2025-11-16T09:00:00Z,STEP,1,1\n2025-11-16T09:05:00Z,STEP,1,1\n");

        Assert.Contains("paused", (await RunAsync("replay", file, "--feed", "indices", "--paused")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("replay", "step")).Code);
        await Eventually.TrueAsync(async () => (await RunAsync("replay", "state")).Output.Contains("1 of 2 sent", StringComparison.Ordinal),
            () => "one step");
        Assert.Contains("stopped", (await RunAsync("replay", "stop")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Produce_ForAWhile_StopsAndCounts()
    {
        var (code, output, _) = await RunAsync("produce", "quotes", "--rate",
            "200", "--symbols", "CLIQ", "--seed", "5", "--seconds", "0.5", "--json");
        var producer = JsonSerializer.Deserialize<JsonElement>(output);

        Assert.Equal(0, code);
        Assert.False(producer.GetProperty("running").GetBoolean());
        Assert.Equal(5, producer.GetProperty("seed").GetInt32());
        Assert.True(producer.GetProperty("acknowledged").GetInt64() > 0);
        Assert.Equal(2, (await RunAsync("produce", "bonds")).Code);
        Assert.Equal(2, (await RunAsync("produce", "quotes", "--stress", "-1")).Code);
        Assert.Equal(0, (await RunAsync("produce", "quotes", "--stop")).Code);
    }

    [Fact]
    public async Task Questions_Answered_FitEightyColumnsAndHaveJson()
    {
        Assert.Equal(0, (await RunAsync("scenario", "poison")).Code);
        Assert.Equal(0, (await RunAsync("produce", "quotes", "--rate", "5")).Code);

        string[][] questions =
        [
            ["status"], ["health"], ["topics"], ["lag"], ["lag", "--feed", "trades"], ["jobs"], ["jobs", "--all"], ["rejected"], ["verify"],
        ];
        foreach (var question in questions)
        {
            var (_, output, error) = await RunAsync(question);
            var (_, json, _) = await RunAsync([.. question, "--json"]);

            Assert.All(output.Split(Environment.NewLine), line => Assert.True(line.Length <= 80, $"{string.Join(' ', question)}: {line}"));
            Assert.DoesNotContain('\e', output);
            Assert.Equal("", error);
            Assert.NotEqual(JsonValueKind.Undefined, JsonSerializer.Deserialize<JsonElement>(json).ValueKind);
        }

        Assert.Matches("orders +read +trades +4", (await RunAsync("topics")).Output);
        Assert.Matches("arbitrage_opportunities +write +arbitrage", (await RunAsync("topics")).Output);
        Assert.Matches("producer +quotes +running", (await RunAsync("jobs")).Output);
        Assert.Equal(0, (await RunAsync("produce", "quotes", "--stop")).Code);
        Assert.DoesNotContain("quotes", (await RunAsync("jobs")).Output, StringComparison.Ordinal);
        Assert.Matches("scenario +poison +passed", (await RunAsync("jobs", "--all")).Output);
    }

    [Fact]
    public async Task Lag_NothingWaits_Is0AndAnUnknownFeed2()
    {
        // What tests before have sent may still be on its way.
        var output = "";
        await Eventually.EqualAsync(0, async () =>
        {
            (var code, output, _) = await RunAsync("lag", "--feed", "indices", "--max", "0");
            return code;
        });
        Assert.Contains("0 messages wait", output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("lag", "--feed", "bonds")).Code);
        // Less than nothing can't be.
        Assert.Equal(1, (await RunAsync("lag", "--feed", "indices", "--max", "-1")).Code);
    }

    [Fact]
    public async Task Rejected_AfterPoison_SaysWhyAndShowsTheMessage()
    {
        Assert.Equal(0, (await RunAsync("scenario", "poison")).Code);

        var (code, output, _) = await RunAsync("rejected", "--reason", "side", "--limit", "1", "--payload");

        Assert.Equal(0, code);
        Assert.Contains("side  orders", output, StringComparison.Ordinal);
        Assert.Contains("DEMO-POISON", output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("rejected", "--reason", "ugly")).Code);
    }

    [Fact]
    public async Task Verify_FeedsAndAnAlert_IsComputedAgain()
    {
        Assert.Equal(0, (await RunAsync("scenario", "limits")).Code);
        var alerts = JsonSerializer.Deserialize<JsonElement>(
            await host.Terminal.Client.GetStringAsync(new Uri("/api/alerts?kind=risk&limit=1", UriKind.Relative)));

        var (code, output, _) = await RunAsync("verify");
        var (held, alert, _) = await RunAsync("verify", "alert", alerts[0].GetProperty("alertId").GetString()!);

        Assert.True(code == 0, output);
        Assert.Matches("positions +yes", output);
        Assert.True(held == 0, alert);
        Assert.Contains("the condition holds", alert, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("verify", "alert", Guid.Empty.ToString())).Code);
    }

    [Fact]
    public async Task Export_OfASymbol_IsWhatTheReplayTakes()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("trades.csv");
        Assert.Equal(0, (await RunAsync("scenario", "duplicates")).Code);

        var (code, said, _) = await RunAsync("export", file, "--tickers", "DEMO-DUP", "--sort", "time");
        var (piped, output, _) = await RunAsync("export", "-", "--tickers", "DEMO-DUP", "--sort", "time");

        Assert.Equal((0, 0), (code, piped));
        var lines = await File.ReadAllLinesAsync(file);
        Assert.StartsWith("trade_id,ticker,price", lines[0], StringComparison.Ordinal);
        Assert.Contains($"{lines.Length - 1} trades", said, StringComparison.Ordinal);
        Assert.Equal(lines, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, (await RunAsync("export", file)).Code);
        Assert.Equal(2, (await RunAsync("export", file, "--force", "--side", "hold")).Code);
        Assert.Equal(lines, await File.ReadAllLinesAsync(file));
        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Doctor_OfATerminalThatRuns_FindsIt()
    {
        var (_, output, _) = await RunAsync("doctor");
        var (_, json, _) = await RunAsync("doctor", "--json");

        Assert.Contains("as this program is", output.ReplaceLineEndings(" ").Replace("        ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(output.Split(Environment.NewLine), line => Assert.True(line.Length <= 80 || !line.Trim().Contains(' ', StringComparison.Ordinal), line));
        Assert.Contains(JsonSerializer.Deserialize<JsonElement>(json).EnumerateArray(), one => one.GetProperty("check").GetString() == "version");
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        Commands.RunAsync([.. arguments, "--url", host.Terminal.Address.AbsoluteUri]);
}
