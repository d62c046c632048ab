using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TradeTerminal.Tests.Support.Brokers;

/// <summary>A wire to a server, to be cut, slowed or made to swallow everything.</summary>
internal sealed class TcpProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpLink, byte> _links = new();
    private volatile CommitCut _cut;
    private volatile bool _blackHole;
    private int _target;
    private int _commitsCut;

    internal TcpProxy(int targetPort)
    {
        _target = targetPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    internal int Port { get; }

    internal int CommitsCut => Volatile.Read(ref _commitsCut);

    /// <summary>Where new connections go.</summary>
    internal int Target
    {
        get => Volatile.Read(ref _target);
        set => Volatile.Write(ref _target, value);
    }

    /// <summary>The next COMMIT of a client's is treated so, and its connection ends.</summary>
    internal void CutNextCommit(CommitCut how) => _cut = how;

    /// <summary>Open connections stay open and nothing arrives any more, either way: a half-open connection.</summary>
    internal void Swallow(bool everything) => _blackHole = everything;

    internal void CutAll()
    {
        foreach (var link in _links.Keys)
        {
            link.Dispose();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        CutAll();
        _stop.Dispose();
    }

    internal bool IsSwallowing => _blackHole;

    /// <summary>What is to happen to this COMMIT; asked once for each.</summary>
    internal CommitCut TakeCut()
    {
        var cut = _cut;
        if (cut != CommitCut.None)
        {
            _cut = CommitCut.None;
            Interlocked.Increment(ref _commitsCut);
        }

        return cut;
    }

    internal void Forget(TcpLink link) => _links.TryRemove(link, out _);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var link = new TcpLink(this, client);
                _links.TryAdd(link, 0);
                _ = link.RunAsync(Target);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}

/// <summary>Where the wire breaks at a COMMIT.</summary>
internal enum CommitCut
{
    None,

    /// <summary>The server never hears of it.</summary>
    Before,

    /// <summary>The server has done it and the client never hears of that.</summary>
    After,
}
