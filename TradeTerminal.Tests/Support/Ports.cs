using System.Net;
using System.Net.Sockets;

namespace TradeTerminal.Tests.Support;

/// <summary>
/// Ports that nobody has, and nobody gets by chance: they lie below those that the system gives to clients. Of these one could take the
/// port of a server that is away for a moment, or, asking there again and again, even connect to itself.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _last = Random.Shared.Next(Count);

    internal static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
