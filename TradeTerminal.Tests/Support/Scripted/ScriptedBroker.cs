using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TradeTerminal.Tests.Support.Scripted;

/// <summary>
/// A broker of one node at protocol level, for what no broker within reach of the tests has: ids of topics (KIP-516),
/// transactions, compaction and a login over TLS. It knows the requests of a reader and nothing else; every other one ends
/// the connection.
/// </summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (Guid Id, ScriptedLog[] Logs)> _topics = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly X509Certificate2? _certificate;
    private readonly ScriptedAnswers _answers;
    private readonly Task _accepting;

    /// <param name="certificate">It is spoken to over TLS with this.</param>
    /// <param name="password">What SASL's PLAIN has to say.</param>
    internal ScriptedBroker(X509Certificate2? certificate = null, string? password = null)
    {
        _certificate = certificate;
        _listener.Start();
        _answers = new ScriptedAnswers(_topics, Port, password);
        _accepting = AcceptAsync();
    }

    internal string BootstrapServers => $"127.0.0.1:{Port}";

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A topic with an id of its own, also where there was one of this name.</summary>
    internal ScriptedLog[] CreateTopic(string name, int partitions) =>
        (_topics[name] = (Guid.NewGuid(), [.. Enumerable.Range(0, partitions).Select(_ => new ScriptedLog())])).Logs;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            // Between two connections a listener that was stopped says so with another exception than one that waits.
            while (!_stopping.IsCancellationRequested)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await using var stream = await OpenAsync(client);
                while (true)
                {
                    var request = await ReadAsync(stream);
                    var answer = await _answers.OfAsync(request, _stopping.Token);
                    var size = new byte[4];
                    BinaryPrimitives.WriteInt32BigEndian(size, answer.Length);
                    await stream.WriteAsync(size, _stopping.Token);
                    await stream.WriteAsync(answer, _stopping.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or NotSupportedException or AuthenticationException)
            {
                // The client has gone, or we are to go, or it asked for what this broker has not said it can.
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stopping.Token);
        return stream;
    }

    private async Task<byte[]> ReadAsync(Stream stream)
    {
        var size = new byte[4];
        await stream.ReadExactlyAsync(size, _stopping.Token);
        var request = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
        await stream.ReadExactlyAsync(request, _stopping.Token);
        return request;
    }
}
