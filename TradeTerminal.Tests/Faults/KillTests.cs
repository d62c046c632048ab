using Npgsql;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Faults;

/// <summary>
/// The real executable, ended by SIGKILL at random moments while trades, repeats and poison flow from outside. At the end
/// everything is accounted for.
/// </summary>
public sealed class KillTests(PostgresFixture postgres)
{
    [Fact]
    public Task Terminal_Killed20Times_AccountsForEverything() => KillAsync(times: 20);

    [Fact]
    [Trait("Category", "Long")]
    public Task Terminal_Killed100Times_AccountsForEverything() => KillAsync(times: 100);

    private async Task KillAsync(int times)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var kafka = await ApacheKafka.StartAsync();
        await kafka.CreateTopicAsync("orders", 3);
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var topic = new TestTopic("orders", kafka.BootstrapServers, kafka.ClientSettings);
        await using var flow = new Flow(topic, new Random(seed));
        var settings = Settings(database, kafka);

        var started = 0;
        for (var kill = 0; kill < times; kill++)
        {
            await using var terminal = TerminalProcess.Launch(settings);
            if (random.Next(4) == 0)
            {
                // Anywhere, also while it starts.
                await Task.Delay(random.Next(200, 2_500));
            }
            else
            {
                var before = await PassedAsync(database);
                await Eventually.TrueAsync(
                    async () => await PassedAsync(database) > before, () => $"Kill {kill}: nothing is stored.\n{terminal.Output}");
                await Task.Delay(random.Next(400));
                started++;
            }

            terminal.Kill();
        }

        await flow.DisposeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{flow.Sent} messages, {started} kills in mid-stream");
        await using (var last = TerminalProcess.Launch(settings))
        {
            var all = topic.Ends().Values.Sum();
            await Eventually.TrueAsync(async () => await PassedAsync(database) >= all, () => $"Does not catch up.\n{last.Output}");
            Assert.Equal(0, await last.StopAsync());
        }

        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await Invariants.CheckAsync(connection, topic.Expected(DateTime.UtcNow));
    }

    private static Dictionary<string, string> Settings(TestDatabase database, ApacheKafka kafka)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:Trades"] = database.ConnectionString,
            ["Kafka:BootstrapServers"] = kafka.BootstrapServers,
        };
        foreach (var (name, value) in kafka.ClientSettings)
        {
            settings[$"Kafka:Client:{name.Replace('.', '_')}"] = value;
        }

        return settings;
    }

    private static async Task<long> PassedAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT coalesce(sum(next_offset - start_offset), 0)::bigint FROM feed_offsets", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Sends without end until it is disposed.</summary>
    private sealed class Flow : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _sending;

        internal Flow(TestTopic topic, Random random) => _sending = Task.Run(() => SendAsync(topic, new RandomLog(random, DateTime.UtcNow, 1)));

        internal long Sent { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _sending;
        }

        private async Task SendAsync(TestTopic topic, RandomLog log)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!_stop.IsCancellationRequested)
            {
                topic.Send(log.Next(100));
                Sent += 100;
                await timer.WaitForNextTickAsync();
            }
        }
    }
}
