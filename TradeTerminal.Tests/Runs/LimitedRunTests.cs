using System.Text.Json;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Runs;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Runs;

/// <summary>The executable with limits: it ends by itself.</summary>
public sealed class LimitedRunTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Run_OverAReplayedFile_EndsAfterItsMessagesAndSaysWhatCame()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(database, folder, "--max-messages", "150");

        var file = folder.File("prices.csv");
        Assert.Equal(0, (await CommandAsync(run, "generate", "indices", file)).Code);
        var replayed = await CommandAsync(run, "replay", file, "--feed", "indices", "--speed", "max");
        var summary = await SummaryAsync(run);

        Assert.True(replayed.Code == 0, replayed.Error);
        Assert.Equal("max-messages", summary.GetProperty("endedBy").GetString());
        Assert.Equal((150, 150, 0, 0), (Of("messages"), Of("accepted"), Of("duplicates"), Of("rejected")));
        Assert.True(summary.GetProperty("messagesPerSecond").GetDouble() > 0);
        Assert.InRange(summary.GetProperty("freshnessSeconds").GetDouble(), 0, 600);
        Assert.Equal(150L, await database.AskAsync<long>("SELECT count(*) FROM index_ticks"));
        Assert.Equal(150L, await database.AskAsync<long>("SELECT messages FROM limited_runs"));
        Assert.Contains("max-messages", run.StandardError, StringComparison.Ordinal);

        await using (var next = await StartAsync(database, folder))
        {
            using var http = new HttpClient();
            var runs = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(new Uri(next.Address, "/api/runs")));
            var page = await http.GetStringAsync(new Uri(next.Address, "/pipeline"));
            Assert.Equal(summary.GetProperty("runId").GetString(), runs[0].GetProperty("runId").GetString());
            Assert.Contains($"data-run=\"{summary.GetProperty("runId")}\"", page, StringComparison.Ordinal);
            Assert.Equal(0, await next.StopAsync());
        }

        await using var idle = TerminalProcess.Launch(Settings(database, folder), "--idle", "1s");
        var nothing = await SummaryAsync(idle);
        Assert.Equal("idle", nothing.GetProperty("endedBy").GetString());
        Assert.Equal(0, nothing.GetProperty("messages").GetInt64());
        Assert.Equal(JsonValueKind.Null, nothing.GetProperty("messagesPerSecond").ValueKind);

        long Of(string name) => summary.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task Run_OfAFeedThatGoesOn_CountsWhatWasStoredWhileItEnded()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(database, folder, "--max-messages", "300");
        Assert.Equal(0, (await CommandAsync(run, "produce", "trades", "--rate", "200")).Code);

        var accepted = (await SummaryAsync(run)).GetProperty("accepted").GetInt64();

        Assert.True(accepted >= 300, run.Output);
        Assert.Equal(accepted, await database.AskAsync<long>("SELECT count(*) FROM trades"));

        await using var late = TerminalProcess.Launch(Settings(database, folder), "--until", "2026-01-01T00:00:00Z");

        Assert.Equal("until", (await SummaryAsync(late)).GetProperty("endedBy").GetString());
    }

    /// <summary>A host that is told to stop while it still starts stops none of its services, so that nothing would be said.</summary>
    [Fact]
    public async Task Run_LimitReachedWhileTheTerminalStarts_EndsAfterThat()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        using var startup = new DatabaseStartup(databases, NullLogger<DatabaseStartup>.Instance);
        await startup.StartAsync(default);
        var (lifetime, clock) = (new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), new CountingClock());
        using var run = new LimitedRun(
            new RunLimits(null, null, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
            new RunStore(databases, databases, Options.Create(new StorageOptions())), startup,
            new Lazy<FeedGauges>(new FeedGauges([])), lifetime, clock, NullLogger<LimitedRun>.Instance);
        await run.StartAsync(default);

        // Longer than a run lingers.
        await Eventually.TrueAsync(() => clock.Ticks >= 20, () => $"looked {clock.Ticks} times");
        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);
        lifetime.NotifyStarted();

        await Eventually.TrueAsync(() => lifetime.ApplicationStopping.IsCancellationRequested, () => "it ends");
        await startup.StopAsync(default);
    }

    private static Dictionary<string, string> Settings(TestDatabase database, TemporaryFolder folder) => new()
    {
        ["ConnectionStrings:Trades"] = database.ConnectionString, ["Terminal:DataDirectory"] = folder.Path,
    };

    private static Task<TerminalProcess> StartAsync(TestDatabase database, TemporaryFolder folder, params string[] limits) =>
        TerminalProcess.StartAsync(Settings(database, folder), Patience.Limit, arguments: limits);

    private static Task<(int Code, string Output, string Error)> CommandAsync(TerminalProcess run, params string[] arguments) =>
        Cli.Commands.RunAsync([.. arguments, "--url", run.Address.AbsoluteUri]);

    /// <summary>What it says of itself at its end, which is a good one.</summary>
    private static async Task<JsonElement> SummaryAsync(TerminalProcess run)
    {
        Assert.True(await run.WhenEndedAsync(Patience.Limit) == 0, run.Output);
        return JsonSerializer.Deserialize<JsonElement>(run.StandardOutput);
    }

    /// <summary>Counts what its timers did.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private int _ticks;

        public int Ticks => Volatile.Read(ref _ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
            it =>
            {
                callback(it);
                Interlocked.Increment(ref _ticks);
            },
            state, dueTime, period);
    }
}
