using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TradeTerminal.Ingest;

namespace TradeTerminal.Configuration;

/// <summary>
/// Where the terminal listens: on this machine only unless told otherwise. Whether the port is free is asked
/// first of all, before a database is started for nothing.
/// </summary>
internal sealed class ListenAddresses(IConfiguration configuration, IServer server) : IHostedLifecycleService
{
    public const string Default = "http://localhost:5080";

    /// <summary>Where a terminal with this environment is found from this machine.</summary>
    public static Uri OfEnvironment()
    {
        var urls = Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? Environment.GetEnvironmentVariable("URLS");
        if (urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var url, ..])
        {
            return new Uri(Default);
        }

        var address = BindingAddress.Parse(url);
        var isAny = address.Host is "*" or "+" or "0.0.0.0" or "[::]";
        return new UriBuilder(address.Scheme, isAny ? "localhost" : address.Host, address.Port).Uri;
    }

    public static void Use(WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ListenAddresses>();
        var configuration = builder.Configuration;
        string[] keys = ["urls", "http_ports", "https_ports"];
        if (keys.All(key => string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // A test's server listens nowhere.
        if (server.GetType().Assembly == typeof(KestrelServer).Assembly)
        {
            foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Check(BindingAddress.Parse(url));
            }
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Check(BindingAddress address)
    {
        if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0)
        {
            return;
        }

        foreach (var ip in Resolve(address.Host))
        {
            try
            {
                using var listener = new TcpListener(ip, address.Port);
                listener.Start();
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new StartupException(
                    $"Port {address.Port} of {address.Host} is in use, maybe by another terminal. "
                    + $"Stop that program, or choose another address, for instance --urls http://{address.Host}:{address.Port % 65_535 + 1}.", exception);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
            {
                throw new StartupException(
                    $"This user may not listen on port {address.Port}. Choose one from 1024 up with --urls.", exception);
            }
            catch (SocketException)
            {
                // A machine without IPv6, say: the server itself knows what to make of it.
            }
        }
    }

    private static IPAddress[] Resolve(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address]
        : [IPAddress.IPv6Any];
}
