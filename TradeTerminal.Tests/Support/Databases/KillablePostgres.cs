using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Support.Databases;

/// <summary>
/// A private PostgreSQL of one test's own, durable as users run it, behind a <see cref="TcpProxy"/>: it can be killed and
/// started again, and its clients find it where it was.
/// </summary>
internal sealed class KillablePostgres : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private EmbeddedPostgres _postgres;

    private KillablePostgres(TemporaryFolder folder, EmbeddedPostgres postgres)
    {
        (_folder, _postgres) = (folder, postgres);
        Proxy = new TcpProxy(postgres.Port);
        ConnectionString = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Port = Proxy.Port }.ConnectionString;
    }

    internal TcpProxy Proxy { get; }

    /// <summary>Through the proxy.</summary>
    internal string ConnectionString { get; }

    /// <summary>Past the proxy.</summary>
    internal string DirectConnectionString => _postgres.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        Proxy.Dispose();
        await KillAsync();
        _folder.Dispose();
    }

    internal static async Task<KillablePostgres> StartAsync()
    {
        var folder = new TemporaryFolder();
        return new KillablePostgres(folder, await StartServerAsync(folder));
    }

    /// <summary>SIGKILL to the server and all of its processes: no checkpoint, no farewell.</summary>
    internal async Task KillAsync()
    {
        if (Postmaster.Find(Path.Combine(_folder.Path, "postgres")) is { } server)
        {
            await server.KillAsync(CancellationToken.None);
        }
    }

    /// <summary>SIGSTOP to the server and all of its processes: connections stay, and nobody answers. Dispose lets them go on.</summary>
    internal IDisposable Freeze()
    {
        var server = Postmaster.Find(Path.Combine(_folder.Path, "postgres"))!.ProcessId;
        var children = File.ReadAllText($"/proc/{server}/task/{server}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        // The postmaster first, so that it starts none meanwhile.
        int[] all = [server, .. children];
        Array.ForEach(all, Signals.Freeze);
        return new Frozen(all);
    }

    internal async Task RestartAsync()
    {
        _postgres = await StartServerAsync(_folder);
        Proxy.Target = _postgres.Port;
    }

    private static Task<EmbeddedPostgres> StartServerAsync(TemporaryFolder folder) => EmbeddedPostgres.StartAsync(
        folder.Path, PostgresBinaries.Find(null), NullLogger.Instance, CancellationToken.None);

    private sealed class Frozen(int[] processes) : IDisposable
    {
        public void Dispose() => Array.ForEach(processes, Signals.Resume);
    }
}
