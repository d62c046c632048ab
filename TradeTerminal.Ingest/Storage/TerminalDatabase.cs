using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Makes contexts on pooled connections. The address is asked for at the first use, because an embedded
/// server has none before it runs.
/// </summary>
internal sealed class TerminalDatabase : IDbContextFactory<TerminalDbContext>, IDisposable
{
    private readonly Lazy<NpgsqlDataSource> _source;
    private readonly Lazy<PooledDbContextFactory<TerminalDbContext>> _contexts;

    /// <param name="connectionString">Asked for at the first use.</param>
    /// <param name="isForScreens">Whether it is the pool of <see cref="DatabasePools.Screens"/>.</param>
    public TerminalDatabase(Func<string> connectionString, bool isForScreens = false)
    {
        _source = new(() => BuildSource(connectionString(), isForScreens));
        _contexts = new(() => new PooledDbContextFactory<TerminalDbContext>(Options(_source.Value)));
    }

    public TerminalDbContext CreateDbContext() => _contexts.Value.CreateDbContext();

    public static DbContextOptions<TerminalDbContext> Options(NpgsqlDataSource source) =>
        new DbContextOptionsBuilder<TerminalDbContext>().UseNpgsql(source).Options;

    public void Dispose()
    {
        if (_source.IsValueCreated)
        {
            _source.Value.Dispose();
        }
    }

    /// <summary>
    /// Our few hot statements are prepared by Npgsql after their second use. Keep-alives find a half-open
    /// connection; whatever the address itself says about any of this wins.
    /// </summary>
    private static NpgsqlDataSource BuildSource(string connectionString, bool isForScreens)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "trade-terminal";
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = 50;
            settings.AutoPrepareMinUsages = 2;
        }

        if (!settings.ShouldSerialize("Timeout"))
        {
            settings.Timeout = 5;
        }

        if (!settings.ShouldSerialize("TCP Keepalive"))
        {
            settings.TcpKeepAlive = true;
            settings.TcpKeepAliveTime = 10;
            settings.TcpKeepAliveInterval = 5;
        }

        if (isForScreens)
        {
            settings.MaxPoolSize = DatabasePools.MostOfScreens;
            settings.CommandTimeout = (int)DatabasePools.Patience.TotalSeconds;
        }
        else if (!settings.ShouldSerialize("Maximum Pool Size"))
        {
            settings.MaxPoolSize = DatabasePools.Most;
        }

        return NpgsqlDataSource.Create(settings);
    }
}
