using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Offsets without a message are asked for once more, by a consumer of its own beside the one that reads: nothing there is a
/// marker or compaction, a message there was lost on its way to us. One hole at a time, in the background; what there is no
/// time for is counted.
/// </summary>
/// <param name="open">A consumer that reads nothing yet.</param>
/// <param name="offsets">Told what was lost.</param>
/// <param name="logger">Told of every message lost.</param>
internal sealed partial class HoleQuestions(Func<KafkaReader> open, OffsetStore offsets, ILogger logger)
{
    public const int MostWaiting = 100;

    /// <summary>After so many answers in a row that nothing is there, as of a topic with transactions, every so many-th time is
    /// enough.</summary>
    public const int Trusted = 10;
    public const int SlowEvery = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    private readonly ILogger _logger = logger;
    private readonly Queue<(FeedKey Feed, OffsetRange Hole)> _waiting = new();
    private long _notAsked;
    private int _log;
    private int _confirmed;
    private int _looks;

    /// <summary>The question on its way.</summary>
    public Task Asking { get; private set; } = Task.CompletedTask;

    /// <summary>Offsets that were not asked for again, or without an answer.</summary>
    public long NotAsked => Volatile.Read(ref _notAsked);

    /// <summary>What a stored batch has skipped.</summary>
    public void Add(FeedKey feed, PartitionAdvance advance)
    {
        foreach (var hole in advance.Holes)
        {
            Add(feed, hole);
        }

        Interlocked.Add(ref _notAsked, advance.Skipped - advance.Holes.Sum(hole => hole.To - hole.From));
    }

    public void Add(FeedKey feed, OffsetRange hole)
    {
        if (_waiting.Count < MostWaiting)
        {
            _waiting.Enqueue((feed, hole));
        }
        else
        {
            Interlocked.Add(ref _notAsked, hole.To - hole.From);
        }
    }

    /// <summary>Asks about the next hole, unless the question before is still on its way. Called every two seconds.</summary>
    public void AskNext()
    {
        if (Volatile.Read(ref _confirmed) >= Trusted && ++_looks % SlowEvery != 0)
        {
            return;
        }

        if (Asking.IsCompleted && _waiting.TryDequeue(out var next))
        {
            var log = Volatile.Read(ref _log);
            Asking = Task.Run(() => Ask(next.Feed, next.Hole, log));
        }
    }

    /// <summary>The log may be another by now: what it has says nothing of the holes known.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _log);
        Interlocked.Add(ref _notAsked, _waiting.Sum(waiting => waiting.Hole.To - waiting.Hole.From));
        _waiting.Clear();
    }

    private void Ask(FeedKey feed, OffsetRange hole, int log)
    {
        try
        {
            var answer = Read(hole);
            if (Volatile.Read(ref _log) == log && (answer.IsWhole || answer.Found > 0))
            {
                Volatile.Write(ref _confirmed, answer.Found > 0 ? 0 : _confirmed + 1);
                if (answer.Found > 0)
                {
                    LogLost(hole.Partition, answer.Found, hole.From, hole.To, answer.Last);
                    offsets.Unexplain(feed, hole, answer.Found, answer.Last);
                }

                return;
            }
        }
        catch (Exception exception)
        {
            LogUnanswered(hole.Partition, hole.From, hole.To, exception.GetBaseException().Message);
        }

        Interlocked.Add(ref _notAsked, hole.To - hole.From);
    }

    private HoleAnswer Read(OffsetRange hole)
    {
        var answer = new HoleAnswer(hole);
        using var consumer = open();
        consumer.Assign([KeyValuePair.Create(hole.Partition, hole.From)]);
        for (var started = Stopwatch.GetTimestamp(); !answer.IsOver && Stopwatch.GetElapsedTime(started) < Patience;)
        {
            consumer.Poll(Wait, (in LogRecord message, nint _) => answer.Take(message.Error, message.Offset));
        }

        return answer;
    }

    [LoggerMessage(LogLevel.Error, "Partition {Partition}: {Count} messages from offset {From} to before {To} were passed unread, the last at {Last}")]
    private partial void LogLost(int partition, long count, long from, long to, long last);

    [LoggerMessage(LogLevel.Debug, "Partition {Partition}: offsets {From} to before {To} could not be asked for again: {Reason}")]
    private partial void LogUnanswered(int partition, long from, long to, string reason);
}
