using System.Net;
using System.Net.Sockets;

namespace TradeTerminal.Tests.Support.Brokers;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class TcpLink(TcpProxy proxy, TcpClient client) : IDisposable
{
    private readonly TcpClient _server = new();
    private volatile bool _endsWithTheAnswer;

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
        proxy.Forget(this);
    }

    internal async Task RunAsync(int target)
    {
        try
        {
            client.NoDelay = _server.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(
                PassAsync(client.GetStream(), _server.GetStream(), MayPassToServer),
                PassAsync(_server.GetStream(), client.GetStream(), _ => !_endsWithTheAnswer));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
        }

        Dispose();
    }

    /// <summary>Npgsql sends the COMMIT of a transaction as a simple query of its own.</summary>
    private bool MayPassToServer(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("COMMIT\0"u8) < 0)
        {
            return true;
        }

        var cut = proxy.TakeCut();
        _endsWithTheAnswer = cut == CommitCut.After;
        return cut != CommitCut.Before;
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, MayPass mayPass)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer) is var count && count > 0)
        {
            if (proxy.IsSwallowing)
            {
                continue;
            }

            if (!mayPass(buffer.AsSpan(0, count)))
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private delegate bool MayPass(ReadOnlySpan<byte> bytes);
}
