using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;
using static TradeTerminal.Tests.Embedded.Postgres.PreparedPostgres;

namespace TradeTerminal.Tests.Embedded.Postgres;

/// <summary>What a start makes of what earlier runs have left in the folder.</summary>
public sealed class EmbeddedPostgresRestartTests(PreparedPostgres prepared) : IClassFixture<PreparedPostgres>, IAsyncDisposable
{
    private const string AskKept = "SELECT answer FROM kept";

    private readonly string _folder = prepared.Folder;
    private readonly string _data = DataOf(prepared.Folder);
    private readonly RecordingLogger _logger = new();

    public async ValueTask DisposeAsync()
    {
        if (Postmaster.Find(_data) is { } server)
        {
            await server.KillAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task DisposeAsync_ConnectionsOpen_StopsAndKeepsTheData()
    {
        var postgres = await StartAsync(_folder);
        await using (var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await postgres.DisposeAsync();
        }

        await postgres.DisposeAsync();
        Assert.False(IsRunning(_folder));
        await using var again = await StartAsync(_folder);
        Assert.Equal(42, await AskAsync(again, AskKept));
    }

    [Fact]
    public async Task StartAsync_OwnerVanished_GoesOnWithItsServer()
    {
        var vanished = await StartAsync(_folder);
        var process = ProcessOf(_folder);

        await using (var postgres = await StartAsync(_folder, _logger))
        {
            Assert.Equal(process, ProcessOf(_folder));
            Assert.Equal(vanished.ConnectionString, postgres.ConnectionString);
            Assert.Equal(vanished.Version, postgres.Version);
            Assert.Equal(42, await AskAsync(postgres, AskKept));
        }

        Assert.False(IsRunning(_folder));
        Assert.Equal(LogLevel.Information, _logger.Entries[0].Level);
    }

    [Fact]
    public async Task StartAsync_LeftoverFrozen_ReplacesIt()
    {
        await StartAsync(_folder);
        var process = ProcessOf(_folder);
        Signals.Freeze(process);

        await using var postgres = await StartAsync(_folder, _logger);

        Assert.NotEqual(process, ProcessOf(_folder));
        Assert.Equal(42, await AskAsync(postgres, AskKept));
        Assert.Contains(_logger.Entries, e => e.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task KeepRunning_ServerKilled_IsBackOnItsPortWithItsData()
    {
        await using var postgres = await StartAsync(_folder, _logger);
        postgres.KeepRunning();
        var killed = Postmaster.Find(_data)!;

        await killed.KillAsync(TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => _logger.Entries.Any(e => e.Message.Contains("is back", StringComparison.Ordinal)),
            () => "It is back");
        Assert.NotEqual(killed.ProcessId, ProcessOf(_folder));
        Assert.Equal(42, await AskAsync(postgres, AskKept));
    }

    [Fact]
    public async Task StartAsync_ServerKilled_RecoversWhatWasCommitted()
    {
        var killed = await StartAsync(_folder);
        await ExecuteAsync(killed, "CREATE TABLE committed AS SELECT 43 AS answer");
        using (var process = Process.GetProcessById(ProcessOf(_folder)))
        {
            process.Kill(entireProcessTree: true);
        }

        await using var postgres = await StartAsync(_folder);

        Assert.Equal(43, await AskAsync(postgres, "SELECT answer FROM committed"));
    }

    [Fact]
    public async Task StartAsync_NumberGivenToAnotherProcess_StartsAndLeavesThatAlone()
    {
        using var other = Process.Start("sleep", "60");
        var lines = new[] { other.Id.ToString(CultureInfo.InvariantCulture), _data, "1795169413", "5999", "", "127.0.0.1", " 11690379        28", "ready" };
        await File.WriteAllTextAsync(Path.Combine(_data, "postmaster.pid"), string.Join('\n', lines),
            TestContext.Current.CancellationToken);

        await using var postgres = await StartAsync(_folder);

        Assert.Equal(42, await AskAsync(postgres, AskKept));
        Assert.False(other.HasExited);
        other.Kill();
    }

    [Fact]
    public async Task StartAsync_PasswordLost_SetsANewOneAndKeepsTheData()
    {
        File.Delete(Path.Combine(_folder, "postgres.password"));

        await using var postgres = await StartAsync(_folder);

        Assert.Equal(42, await AskAsync(postgres, AskKept));
    }

    [Fact]
    public async Task StartAsync_SetUpBrokenOffEarlierAndAnotherRunning_BeginsAnewBesideIt()
    {
        using var folder = new TemporaryFolder();
        var draft = Directory.CreateDirectory(DataOf(folder.Path) + ".new-1").FullName;
        await File.WriteAllTextAsync(Path.Combine(draft, "PG_VERSION"), "18\n", TestContext.Current.CancellationToken);
        await using var one = await StartAsync(_folder);

        await using var two = await StartAsync(folder.Path);

        Assert.NotEqual(one.Port, two.Port);
        Assert.Equal(42, await AskAsync(one, AskKept));
        Assert.Equal(1, await AskAsync(two, "SELECT 1"));
        Assert.False(Directory.Exists(draft));
    }

    [Fact]
    public async Task StartAsync_DataOfAnotherVersion_SaysWhatToDoAndTouchesNothing()
    {
        var file = Path.Combine(_data, "PG_VERSION");
        var version = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, "15\n", TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<StartupException>(() => StartAsync(_folder));

        Assert.Contains("PostgreSQL 15", e.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:PostgresBinaries", e.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, version, TestContext.Current.CancellationToken);
        await using var postgres = await StartAsync(_folder);
        Assert.Equal(42, await AskAsync(postgres, AskKept));
    }

    [Fact]
    public async Task StartAsync_OtherFilesInItsPlace_TouchesNothing()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(Directory.CreateDirectory(DataOf(folder.Path)).FullName, "mine.txt");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<StartupException>(() => StartAsync(folder.Path));

        Assert.Contains("Terminal:DataDirectory", e.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task StartAsync_BrokenSetting_ShowsTheLog()
    {
        var file = Path.Combine(_data, "postgresql.conf");
        var settings = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, settings + "\nshared_buffers = 'nonsense'\n", TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<StartupException>(() => StartAsync(_folder));

        Assert.Contains("nonsense", e.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, settings, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StartAsync_PortTakenMeanwhile_TakesAnother()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var ports = new Queue<int>([((IPEndPoint)taken.LocalEndpoint).Port, PostgresControl.FreePort()]);
        var folder = new PostgresFolder(_folder);
        var launcher = await PostgresLauncher.CreateAsync(Binaries, folder.Root, PostgresLauncher.Ways(),
            TestContext.Current.CancellationToken);
        var control = new PostgresControl(folder, launcher, ports.Dequeue);

        await control.StartAsync(TestContext.Current.CancellationToken);

        Assert.Empty(ports);
        await control.StopAsync();
    }

    /// <summary>As root there are two ways, and a machine may allow one today and the other tomorrow; else there is one.</summary>
    [Fact]
    public async Task StartAsync_EachWayToRunInTurn_KeepsTheData()
    {
        var ways = PostgresLauncher.Ways();
        foreach (var way in ways.Concat(ways))
        {
            await using var postgres = await EmbeddedPostgres.StartAsync(
                _folder, Binaries, [way], NullLogger.Instance, TestContext.Current.CancellationToken);
            Assert.Equal(42, await AskAsync(postgres, AskKept));
        }
    }

    [Fact]
    public async Task StartAsync_NoWayToRun_SaysWhatToDo()
    {
        var way = new PostgresLauncher.Way(["false"], null);

        var e = await Assert.ThrowsAsync<StartupException>(() => EmbeddedPostgres.StartAsync(
            _folder, Binaries, [way, way], NullLogger.Instance, TestContext.Current.CancellationToken));

        Assert.Contains("as an ordinary user", e.Message, StringComparison.Ordinal);
    }
}
