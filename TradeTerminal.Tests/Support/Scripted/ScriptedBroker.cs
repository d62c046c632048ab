using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TradeTerminal.Tests.Support.Scripted;

/// <summary>
/// A broker of one node at protocol level, for what no broker within reach of the tests has: ids of topics (KIP-516),
/// transactions, compaction and a login over TLS. It knows the requests of a reader and nothing else; every other one ends
/// the connection.
/// </summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    private const string ClusterId = "scripted";
    private const short UnknownTopic = 3;
    private const short UnsupportedVersion = 35;
    private const short OffsetOutOfRange = 1;
    private const short LoginFailed = 58;

    /// <summary>
    /// One version a request, so that each has one form here: Produce, Fetch, ListOffsets, Metadata, OffsetCommit, FindCoordinator,
    /// SaslHandshake, ApiVersions, SaslAuthenticate. Nothing is produced to it, but librdkafka fetches format 2 only from who also
    /// says that it takes it.
    /// </summary>
    private static readonly (short Key, short Version)[] Apis = [(0, 3), (1, 4), (2, 2), (3, 12), (8, 2), (10, 1), (17, 1), (18, 0), (36, 0)];

    private readonly ConcurrentDictionary<string, (Guid Id, ScriptedLog[] Logs)> _topics = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly X509Certificate2? _certificate;
    private readonly string? _password;
    private readonly Task _accepting;

    /// <param name="certificate">It is spoken to over TLS with this.</param>
    /// <param name="password">What SASL's PLAIN has to say.</param>
    internal ScriptedBroker(X509Certificate2? certificate = null, string? password = null)
    {
        (_certificate, _password) = (certificate, password);
        _listener.Start();
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
        _listener.Stop();
        await Task.WhenAll([_accepting, .. _connections]);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
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
                    var answer = await AnswerAsync(request);
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
        await stream.AuthenticateAsServerAsync(_certificate);
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

    private async Task<byte[]> AnswerAsync(byte[] request)
    {
        var key = BinaryPrimitives.ReadInt16BigEndian(request);
        if (key == 1)
        {
            await WaitForRecordsAsync(request);
        }

        return Answer(request);
    }

    private byte[] Answer(byte[] request)
    {
        var reader = new WireReader(request);
        var (key, version, correlation, _) = (reader.Int16(), reader.Int16(), reader.Int32(), reader.Text());
        var answer = new WireWriter().Int32(correlation);
        switch (key)
        {
            case 1:
                Fetch(reader, answer);
                break;
            case 2:
                ListOffsets(reader, answer);
                break;
            case 3:
                reader.Tags();
                Metadata(reader, answer.NoTags());
                break;
            case 8:
                OffsetCommit(reader, answer);
                break;
            case 10:
                answer.Int32(0).Int16(0).Int16(-1).Int32(0).Text("127.0.0.1").Int32(Port);
                break;
            case 17:
                answer.Int16(0).Int32(1).Text("PLAIN");
                break;
            case 36:
                Login(reader, answer);
                break;
            case 18:
                // A newer client than this asks again with version 0, as the guide tells it.
                answer.Int16(version == 0 ? (short)0 : UnsupportedVersion).Int32(Apis.Length);
                Array.ForEach(Apis, api => answer.Int16(api.Key).Int16(api.Version).Int16(api.Version));
                break;
            default:
                throw new NotSupportedException($"Request {key}.");
        }

        return answer.Written.ToArray();
    }

    private void Metadata(WireReader request, WireWriter answer)
    {
        var names = new List<string?>();
        var asked = request.CompactLength();
        for (var left = asked; left > 0; left--)
        {
            request.Uuid();
            names.Add(request.CompactText());
            request.Tags();
        }

        var topics = asked < 0 ? [.. _topics.Keys] : names;
        answer.Int32(0)
            .CompactLength(1).Int32(0).CompactText("127.0.0.1").Int32(Port).CompactText(null).NoTags()
            .CompactText(ClusterId).Int32(0).CompactLength(topics.Count);
        foreach (var name in topics)
        {
            var isKnown = _topics.TryGetValue(name!, out var topic);
            answer.Int16(isKnown ? (short)0 : UnknownTopic).CompactText(name).Uuid(topic.Id).Bool(false).CompactLength(topic.Logs?.Length ?? 0);
            for (var partition = 0; partition < topic.Logs?.Length; partition++)
            {
                answer.Int16(0).Int32(partition).Int32(0).Int32(0).CompactInts(0).CompactInts(0).CompactInts().NoTags();
            }

            answer.Int32(int.MinValue).NoTags();
        }

        answer.NoTags();
    }

    /// <summary>PLAIN is the user and the password, each after a zero.</summary>
    private void Login(WireReader request, WireWriter answer)
    {
        var said = Encoding.UTF8.GetString(request.Bytes()).Split('\0')[^1];
        answer.Int16(said == _password ? (short)0 : LoginFailed).Text(said == _password ? "" : "Authentication failed: Invalid username or password").Int32(0);
    }

    private void ListOffsets(WireReader request, WireWriter answer)
    {
        const long earliest = -2;
        request.Int32();
        request.Int8();
        answer.Int32(0);
        Each(request, answer, (ref WireReader reader, string topic, int partition) =>
        {
            var time = reader.Int64();
            var log = Find(topic, partition);
            answer.Int16(log is null ? UnknownTopic : (short)0).Int64(-1).Int64(time == earliest ? log?.Low ?? -1 : log?.High ?? -1);
        });
    }

    private static void OffsetCommit(WireReader request, WireWriter answer)
    {
        request.Text();
        request.Int32();
        request.Text();
        request.Int64();
        Each(request, answer, (ref WireReader reader, string _, int _) =>
        {
            reader.Int64();
            reader.Text();
            answer.Int16(0);
        });
    }

    private void Fetch(WireReader request, WireWriter answer)
    {
        FetchLimits(ref request);
        answer.Int32(0);
        Each(request, answer, (ref WireReader reader, string topic, int partition) =>
        {
            var (from, _) = (reader.Int64(), reader.Int32());
            var log = Find(topic, partition);
            var error = log is null ? UnknownTopic : log.Holds(from) ? (short)0 : OffsetOutOfRange;
            var (high, records, aborted) = error == 0 ? log!.Fetch(from) : (log?.High ?? -1, [], []);
            answer.Int16(error).Int64(high).Int64(high).Int32(aborted.Length);
            Array.ForEach(aborted, transaction => answer.Int64(transaction.ProducerId).Int64(transaction.First));
            answer.Int32(records.Length).Bytes(records);
        });
    }

    /// <summary>Until one of the partitions has something, or is not as asked, or the client's patience is over.</summary>
    private async Task WaitForRecordsAsync(byte[] request)
    {
        var (wait, changed) = Waiting(request);
        if (changed.Count > 0)
        {
            await Task.WhenAny([Task.Delay(wait, _stopping.Token), .. changed]);
        }
    }

    private (TimeSpan Wait, List<Task> Changed) Waiting(byte[] request)
    {
        var reader = new WireReader(request);
        var (_, _, _, _) = (reader.Int16(), reader.Int16(), reader.Int32(), reader.Text());
        var wait = FetchLimits(ref reader);
        var (changed, hasAnswer) = (new List<Task>(), false);
        Each(reader, new WireWriter(), (ref WireReader asked, string topic, int partition) =>
        {
            var (from, _) = (asked.Int64(), asked.Int32());
            if (Find(topic, partition) is { } log)
            {
                changed.Add(log.Changed);
                hasAnswer |= from != log.High && !log.Withholds;
            }
        });
        return (wait, hasAnswer ? [] : changed);
    }

    private static TimeSpan FetchLimits(ref WireReader request)
    {
        request.Int32();
        var wait = TimeSpan.FromMilliseconds(request.Int32());
        request.Int32();
        request.Int32();
        request.Int8();
        return wait;
    }

    private ScriptedLog? Find(string topic, int partition) =>
        _topics.TryGetValue(topic, out var found) && partition < found.Logs.Length ? found.Logs[partition] : null;

    /// <summary>Topics and partitions of a request, said again in the answer before what belongs to each.</summary>
    private static void Each(WireReader request, WireWriter answer, OfPartition handle)
    {
        var topics = request.Int32();
        answer.Int32(topics);
        for (; topics > 0; topics--)
        {
            var topic = request.Text()!;
            var partitions = request.Int32();
            answer.Text(topic).Int32(partitions);
            for (; partitions > 0; partitions--)
            {
                var partition = request.Int32();
                answer.Int32(partition);
                handle(ref request, topic, partition);
            }
        }
    }

    private delegate void OfPartition(ref WireReader reader, string topic, int partition);
}
