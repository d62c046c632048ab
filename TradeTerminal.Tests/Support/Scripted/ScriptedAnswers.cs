using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;

namespace TradeTerminal.Tests.Support.Scripted;

/// <summary>What a <see cref="ScriptedBroker"/> says to each request, without the length before it.</summary>
/// <param name="topics">Their logs, which tests write.</param>
/// <param name="port">Where the broker is.</param>
/// <param name="password">What SASL's PLAIN has to say.</param>
internal sealed class ScriptedAnswers(ConcurrentDictionary<string, (Guid Id, ScriptedLog[] Logs)> topics, int port, string? password)
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
    private static readonly (short Key,
        short Version)[] Apis = [(0, 3), (1, 4), (2, 2), (3, 12), (8, 2), (10, 1), (17, 1), (18, 0), (36, 0)];

    /// <summary>A fetch is answered when there is something, or the client's patience is over.</summary>
    internal async Task<byte[]> OfAsync(byte[] request, CancellationToken stopping)
    {
        var key = BinaryPrimitives.ReadInt16BigEndian(request);
        if (key == 1)
        {
            await WaitForRecordsAsync(request, stopping);
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
                answer.Int32(0).Int16(0).Int16(-1).Int32(0).Text("127.0.0.1").Int32(port);
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

        var answered = asked < 0 ? [.. topics.Keys] : names;
        answer.Int32(0)
            .CompactLength(1).Int32(0).CompactText("127.0.0.1").Int32(port).CompactText(null).NoTags()
            .CompactText(ClusterId).Int32(0).CompactLength(answered.Count);
        foreach (var name in answered)
        {
            var isKnown = topics.TryGetValue(name!, out var topic);
            answer.Int16(isKnown ? (short)0 : UnknownTopic).CompactText(name).Uuid(topic.Id).Bool(false)
                .CompactLength(topic.Logs?.Length ?? 0);
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
        answer.Int16(said == password ? (short)0 : LoginFailed)
            .Text(said == password ? "" : "Authentication failed: Invalid username or password").Int32(0);
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
    private async Task WaitForRecordsAsync(byte[] request, CancellationToken stopping)
    {
        var (wait, changed) = Waiting(request);
        if (changed.Count > 0)
        {
            await Task.WhenAny([Task.Delay(wait, stopping), .. changed]);
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
        topics.TryGetValue(topic, out var found) && partition < found.Logs.Length ? found.Logs[partition] : null;

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
