using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Embedded.Postgres;

/// <summary>What a server started on a new folder is like.</summary>
public sealed class EmbeddedPostgresTests(EmbeddedPostgresTests.NewServer server) : IClassFixture<EmbeddedPostgresTests.NewServer>
{
    [Theory]
    [InlineData("current_database()", "terminal")]
    [InlineData("current_user", "terminal")]
    [InlineData("current_setting('server_encoding')", "UTF8")]
    [InlineData("(SELECT datcollate FROM pg_database WHERE datname = current_database())", "C")]
    [InlineData("current_setting('fsync')", "on")]
    [InlineData("current_setting('synchronous_commit')", "on")]
    [InlineData("current_setting('full_page_writes')", "on")]
    [InlineData("current_setting('data_checksums')", "on")]
    [InlineData("current_setting('checkpoint_timeout')", "30min")]
    [InlineData("current_setting('wal_compression')", "pglz")]
    [InlineData("current_setting('max_connections')", "100")]
    [InlineData("current_setting('jit')", "off")]
    [InlineData("current_setting('log_timezone')", "UTC")]
    [InlineData("current_setting('listen_addresses')", "127.0.0.1")]
    [InlineData("current_setting('unix_socket_directories')", "")]
    [InlineData("current_setting('password_encryption')", "scram-sha-256")]
    public async Task StartAsync_NewFolder_ServesSetUpSo(string expression, string expected)
    {
        Assert.Equal(expected, await PreparedPostgres.AskAsync(server.Postgres, $"SELECT ({expression})::text"));
    }

    [Theory]
    [InlineData(0.25, 1, 128, 512)]
    [InlineData(4, 20, 1_024, 2_048)]
    [InlineData(64, 1_000, 2_048, 8_192)]
    public void Settings_MachinesOfAllSizes_TakeTheirShare(double memory, double free, int buffers, int log)
    {
        var settings = PostgresFolder.Settings(5432, (long)(memory * (1L << 30)), (long)(free * (1L << 30)));

        Assert.Contains($"shared_buffers = '{buffers}MB'", settings, StringComparison.Ordinal);
        Assert.Contains($"max_wal_size = '{log}MB'", settings, StringComparison.Ordinal);
    }

    [Fact]
    public void StartAsync_NewFolder_TellsVersionAndPort()
    {
        Assert.Matches(@"^\d+\.\d+$", server.Postgres.Version);
        Assert.Contains($"Port={server.Postgres.Port}", server.Postgres.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void StartAsync_NewFolder_ListensOnThisMachineOnly()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == server.Postgres.Port);

        Assert.Equal([IPAddress.Loopback], listeners.Select(l => l.Address));
    }

    [Fact]
    public async Task StartAsync_OtherPassword_IsRefused()
    {
        var settings = new NpgsqlConnectionStringBuilder(server.Postgres.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);

        var e = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, e.SqlState);
    }

    [Fact]
    public void StartAsync_Password_IsTheOwnersOnlyAndNeverLogged()
    {
        var file = server.Folder.File("postgres.password");
        var password = File.ReadAllText(file);

        Assert.True(password.Length >= 32);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.NotEmpty(server.Logger.Entries);
        Assert.DoesNotContain(server.Logger.Entries, e => e.Message.Contains(password, StringComparison.Ordinal));
        Assert.DoesNotContain(password, File.ReadAllText(server.Folder.File("postgres.log")), StringComparison.Ordinal);
    }

    /// <summary>Ctrl+C at the terminal goes to every process of its session's foreground group.</summary>
    [Fact]
    public void StartAsync_Server_HasASessionOfItsOwn()
    {
        var process = PreparedPostgres.ProcessOf(server.Folder.Path);
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ');

        // After the name: state, parent, process group, session.
        Assert.Equal(process, int.Parse(fields[2], CultureInfo.InvariantCulture));
        Assert.Equal(process, int.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    public sealed class NewServer : IAsyncLifetime
    {
        internal TemporaryFolder Folder { get; } = new();

        internal RecordingLogger Logger { get; } = new();

        internal EmbeddedPostgres Postgres { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Postgres = await PreparedPostgres.StartAsync(Folder.Path, Logger);

        public async ValueTask DisposeAsync()
        {
            await Postgres.DisposeAsync();
            Folder.Dispose();
        }
    }
}
