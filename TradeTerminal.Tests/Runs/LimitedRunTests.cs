using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
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
    private static readonly TimeSpan Limit = Patience.Limit;

    [Fact]
    public async Task Run_OverAReplayedFile_EndsAfterItsMessagesAndSaysWhatCame()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();
        using var run = new Run(database.ConnectionString, folder.Path, "--max-messages", "150", "--idle", "30s");
        await run.WhenReadyAsync();

        var file = folder.File("prices.csv");
        Assert.Equal(0, (await run.CommandAsync("generate", "indices", file)).Code);
        var replayed = await run.CommandAsync("replay", file, "--feed", "indices", "--speed", "max");
        var (code, output, error) = await run.EndAsync();

        Assert.True(replayed.Code == 0, replayed.Error);
        Assert.True(code == 0, output + error);
        var summary = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal("max-messages", summary.GetProperty("endedBy").GetString());
        Assert.Equal((150, 150, 0, 0), (Of("messages"), Of("accepted"), Of("duplicates"), Of("rejected")));
        Assert.True(summary.GetProperty("messagesPerSecond").GetDouble() > 0);
        Assert.InRange(summary.GetProperty("freshnessSeconds").GetDouble(), 0, 600);
        Assert.Equal(150L, await AskAsync(database, "SELECT count(*) FROM index_ticks"));
        Assert.Equal(150L, await AskAsync(database, "SELECT messages FROM limited_runs"));
        Assert.Contains("max-messages", error, StringComparison.Ordinal);

        using var next = new Run(database.ConnectionString, folder.Path, "--idle", "8s");
        await next.WhenReadyAsync();
        using var http = new HttpClient();
        var runs = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(new Uri(next.Address, "/api/runs")));
        var page = await http.GetStringAsync(new Uri(next.Address, "/pipeline"));
        var idle = await next.EndAsync();

        Assert.Equal(summary.GetProperty("runId").GetString(), runs[0].GetProperty("runId").GetString());
        Assert.Contains($"data-run=\"{summary.GetProperty("runId")}\"", page, StringComparison.Ordinal);
        Assert.Equal(0, idle.Code);
        var nothing = JsonSerializer.Deserialize<JsonElement>(idle.Output);
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
        using var run = new Run(database.ConnectionString, folder.Path, "--max-messages", "300");
        await run.WhenReadyAsync();
        Assert.Equal(0, (await run.CommandAsync("produce", "trades", "--rate", "200")).Code);

        var (code, output, error) = await run.EndAsync();

        Assert.True(code == 0, output + error);
        var accepted = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("accepted").GetInt64();
        Assert.True(accepted >= 300, output);
        Assert.Equal(accepted, await AskAsync(database, "SELECT count(*) FROM trades"));

        using var late = new Run(database.ConnectionString, folder.Path, "--until", "2026-01-01T00:00:00Z");
        var past = await late.EndAsync();

        Assert.True(past.Code == 0, past.Error);
        Assert.Equal("until", JsonSerializer.Deserialize<JsonElement>(past.Output).GetProperty("endedBy").GetString());
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

    private static async Task<object?> AskAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
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

    private sealed class Run : IDisposable
    {
        private readonly Process _process;
        private readonly Task<string> _output;
        private readonly Task<string> _error;

        public Run(string connectionString, string folder, params string[] limits)
        {
            Address = new Uri($"http://127.0.0.1:{PostgresControl.FreePort()}/");
            var start = new ProcessStartInfo("dotnet", [TerminalProcess.Assembly, "--urls", Address.AbsoluteUri, .. limits])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["DOTNET_ENVIRONMENT"] = "Development";
            start.Environment["ConnectionStrings__Trades"] = connectionString;
            start.Environment["Terminal__DataDirectory"] = folder;
            _process = Process.Start(start)!;
            (_output, _error) = (_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
        }

        public Uri Address { get; }

        public async Task WhenReadyAsync()
        {
            using var http = new HttpClient();
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        return (await http.GetAsync(new Uri(Address, "/health/ready"))).IsSuccessStatusCode;
                    }
                    catch (HttpRequestException)
                    {
                        return false;
                    }
                },
                () => _process.HasExited ? _output.Result + _error.Result : "ready");
        }

        public Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments) =>
            Cli.Commands.RunAsync([.. arguments, "--url", Address.AbsoluteUri]);

        public async Task<(int Code, string Output, string Error)> EndAsync()
        {
            using var limit = new CancellationTokenSource(Limit);
            await _process.WaitForExitAsync(limit.Token);
            return (_process.ExitCode, await _output, await _error);
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }
    }
}
