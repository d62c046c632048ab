using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Cli.Doctor;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Scripted;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Cli.Doctor;

/// <summary>Things made wrong on purpose: each is named, with what to do.</summary>
[Collection(ApiHost.Collection)]
public sealed class ExaminationTests(PostgresFixture postgres, ApiHost host) : IAsyncLifetime
{
    private const long Plenty = 100L << 30;

    private readonly TemporaryFolder _folder = new();
    private readonly Uri _free = new($"http://127.0.0.1:{Ports.Free()}/");
    private readonly EmbeddedKafka _kafka = Broker();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _kafka.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_NothingWrong_SaysSo()
    {
        var found = await FindAsync(Kafka(), Database());

        Assert.DoesNotContain(found, one => one.State != "ok");
        Assert.Equal(["settings", "port", "backends", "database", "database rights", "schema", "clock", "broker"],
            found.Select(one => one.Check).Where(check => check != "topics"));
        Assert.Equal(FeedCatalog.All.Count, found.Count(one => one.Check == "topics"));
    }

    [Fact]
    public async Task Run_WrongSetting_NamesItsKey() =>
        AssertWrong(await FindAsync(("Producer:Rate", "fast")), "settings", "Producer:Rate is 'fast'", "Correct it");

    [Fact]
    public async Task Run_PortOfAnotherProgram_IsSaid()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        var closing = listener.AcceptTcpClientAsync().ContinueWith(static client => client.Result.Close(), TaskScheduler.Default);

        var found = await FindAsync(address, TimeProvider.System, Plenty, Embedded());

        AssertWrong(found, "port", "no terminal", "--urls");
        await closing;
    }

    [Fact]
    public async Task Run_OlderTerminal_IsSaid()
    {
        using var web = new HttpListener();
        web.Prefixes.Add(_free.AbsoluteUri);
        web.Start();
        var serving = ServeAsync(web, """{"version":"0.9.0","feeds":[{"name":"trades","selfCheck":"partition 2: 5 are missing"}],"parts":[{"name":"market","state":"down","why":"nothing has been shown for 30 s"}]}""");

        var found = await FindAsync(_free, TimeProvider.System, Plenty, Embedded());
        web.Stop();
        await serving;

        AssertWrong(found, "version", "is version 0.9.0", "start this one");
        AssertWrong(found, "terminal", "market: nothing has been shown", "Pipeline");
        AssertWrong(found, "terminal", "5 are missing", "verify");
    }

    [Fact]
    public async Task Run_TerminalThatWorks_IsSaid()
    {
        var found = await FindAsync(host.Terminal.Address, TimeProvider.System, Plenty, Embedded());

        Assert.Contains(found, one => one is { Check: "version", State: "ok" });
        Assert.Contains(found, one => one is { Check: "terminal" });
    }

    [Fact]
    public async Task Run_BrokerAway_IsSaid() => AssertWrong(
        await FindAsync(("Kafka:BootstrapServers", $"127.0.0.1:{Ports.Free()}"), Database()),
        "broker", "no answer from 127.0.0.1", "Start the broker");

    [Fact]
    public async Task Run_BrokerWithoutAName_IsSaid() => AssertWrong(
        await FindAsync(("Kafka:BootstrapServers", "no-such-broker.invalid:9092"), Database()), "broker", "is not known here", "name service");

    [Fact]
    public async Task Run_WrongKafkaPassword_IsSaidAndNotRepeated()
    {
        await using var broker = new ScriptedBroker(password: "right");

        var found = await FindAsync(
            ("Kafka:BootstrapServers", broker.BootstrapServers), ("Kafka:Client:security_protocol", "SASL_PLAINTEXT"), ("Kafka:Client:sasl_mechanisms", "PLAIN"),
            ("Kafka:Client:sasl_username", "terminal"), ("Kafka:Client:sasl_password", "swordfish"), Database());

        AssertWrong(found, "broker", "refuses to let us in", "name and password");
        Assert.DoesNotContain(found, one => one.Says.Contains("swordfish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TopicMissing_IsSaid()
    {
        using var kafka = Broker(except: "ctrm_trades");
        var found = await FindAsync(("Kafka:BootstrapServers", kafka.BootstrapServers), Database());

        var one = Assert.Single(found, one => one.State != "ok");
        Assert.Contains("ctrm_trades", one.Says, StringComparison.Ordinal);
        Assert.Contains("kafka-topics.sh --create --topic ctrm_trades", one.Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DatabaseAway_IsSaid() => AssertWrong(
        await FindAsync(("ConnectionStrings:Trades", $"Host=127.0.0.1;Port={Ports.Free()};Database=trades;Username=t;Password=p"), Kafka()),
        "database", "no connection to 127.0.0.1", "Check Host and Port");

    [Fact]
    public async Task Run_WrongDatabasePassword_IsSaidAndNotRepeated()
    {
        await MakeRoleAsync("doctor_in", "right");
        try
        {
            var found = await FindAsync(Database("doctor_in", "swordfish"), Kafka());

            AssertWrong(found, "database", "does not let doctor_in in", "pg_hba.conf");
            Assert.DoesNotContain(found, one => one.Says.Contains("swordfish", StringComparison.Ordinal));
        }
        finally
        {
            await DropRoleAsync("doctor_in");
        }
    }

    [Fact]
    public async Task Run_NoSuchDatabase_IsSaid() => AssertWrong(
        await FindAsync(
            ("ConnectionStrings:Trades", new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Database = "nowhere" }.ConnectionString), Kafka()),
        "database", "\"nowhere\" does not exist", "CREATE DATABASE nowhere");

    [Fact]
    public async Task Run_NoRightToCreateTables_IsSaid()
    {
        await MakeRoleAsync("doctor_poor", "right");
        try
        {
            AssertWrong(
                await FindAsync(Database("doctor_poor", "right"), Kafka()), "database rights", "doctor_poor may not create tables", "GRANT CREATE");
        }
        finally
        {
            await DropRoleAsync("doctor_poor");
        }
    }

    [Fact]
    public async Task Run_SchemaOfANewerTerminal_IsSaid()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20991231235959_Later', '99')");

        AssertWrong(
            await FindAsync(("ConnectionStrings:Trades", database.ConnectionString), Kafka()), "schema", "20991231235959_Later", "Start that version");
    }

    [Fact]
    public async Task Run_ClockAhead_IsSaid() => AssertWrong(
        await FindAsync(_free, new ShiftedClock(TimeSpan.FromMinutes(10)), Plenty, Database(), Kafka()), "clock", "ahead of", "NTP");

    [Fact]
    public async Task Run_DiskNearlyFull_IsSaid()
    {
        AssertWrong(await FindAsync(_free, TimeProvider.System, 200L << 20, Embedded()), "disk", "0.2 GB are free", "Make room");
        Assert.Contains(await FindAsync(_free, TimeProvider.System, 2L << 30, Embedded()), one => one is { Check: "disk", State: "doubt" });
    }

    [Fact]
    public async Task Run_DataFolderThatCantBeWritten_IsSaid() => AssertWrong(
        // Not by its rights, which hold nothing back from root.
        await FindAsync(("Terminal:DataDirectory", "/proc/terminal")), "data folder", "/proc/terminal", "Terminal:DataDirectory");

    [Fact]
    public async Task Run_OneBackendOfTwo_IsADoubt()
    {
        var (kafka, database) = (await FindAsync(Kafka(), Embedded()), await FindAsync(Database()));

        Assert.Contains(kafka, one => one is { Check: "backends", State: "doubt" } && one.Do.Contains("ConnectionStrings:Trades", StringComparison.Ordinal));
        Assert.Contains(database, one => one is { Check: "backends", State: "doubt" } && one.Do.Contains("Kafka:BootstrapServers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_EmbeddedDatabaseThatRuns_SaysHowToReachIt()
    {
        await using var server = await EmbeddedPostgres.StartAsync(
            _folder.File("data"), PostgresBinaries.Find(null), NullLogger.Instance, TestContext.Current.CancellationToken);

        var found = await FindAsync(host.Terminal.Address, TimeProvider.System, Plenty, ("Terminal:DataDirectory", _folder.File("data")));

        var line = Assert.Single(found, one => one.Check == "psql").Do;
        Assert.Contains($"psql -h 127.0.0.1 -p {server.Port} -U terminal", line, StringComparison.Ordinal);
        Assert.Contains(_folder.File("data/postgres.password"), line, StringComparison.Ordinal);
        Assert.Equal(
            (server.Port, null),
            (new DatabaseEndpoint("embedded", server.ConnectionString).Port, new DatabaseEndpoint("external", server.ConnectionString).Port));
    }

    private static void AssertWrong(IEnumerable<Diagnosis> found, string check, string says, string advice) => Assert.True(
        found.Any(one => one.IsWrong && one.Check == check && one.Says.Contains(says, StringComparison.Ordinal) && one.Do.Contains(advice, StringComparison.Ordinal)),
        string.Join('\n', found));

    private static EmbeddedKafka Broker(string? except = null) => EmbeddedKafka.Start(
        FeedCatalog.All.Select(feed => feed.DefaultTopic).Where(topic => topic != except).ToDictionary(topic => topic, _ => 1), NullLogger.Instance);

    private static async Task ServeAsync(HttpListener web, string answer)
    {
        try
        {
            while (true)
            {
                var context = await web.GetContextAsync();
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    /// <summary>One that answers: silence would be waited for.</summary>
    private (string Key, string Value) Kafka() => ("Kafka:BootstrapServers", _kafka.BootstrapServers);

    private (string Key, string Value) Embedded() => ("Terminal:DataDirectory", _folder.Path);

    private (string Key, string Value) Database(string? user = null, string? password = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        (builder.Username, builder.Password) = (user ?? builder.Username, password ?? builder.Password);
        return ("ConnectionStrings:Trades", builder.ConnectionString);
    }

    private Task<int> MakeRoleAsync(string name, string password) => _database.ExecuteAsync($"CREATE ROLE {name} LOGIN PASSWORD '{password}'");

    private Task<int> DropRoleAsync(string name) => _database.ExecuteAsync($"DROP ROLE {name}");

    private Task<IReadOnlyList<Diagnosis>> FindAsync(params (string Key, string Value)[] settings) =>
        FindAsync(_free, TimeProvider.System, Plenty, settings);

    private static Task<IReadOnlyList<Diagnosis>> FindAsync(Uri address, TimeProvider time, long free, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return new Examination(configuration, address, time, _ => free).RunAsync(TestContext.Current.CancellationToken);
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
