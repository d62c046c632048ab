using Confluent.Kafka;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Tracing;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Producers.Replay;

/// <summary>One replay, on a thread of its own until everything is sent or it is stopped.</summary>
internal sealed class ReplayRun
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan QueueFullWait = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(10);

    /// <summary>Guards the timing and the steps; pulsed when a command has changed them.</summary>
    private readonly object _commands = new();

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    /// <summary>Without its events once they are sent: they may be hundreds of megabytes, and nobody asks for them again.</summary>
    private Recording _recording;
    private ReplayState? _final;
    private readonly string _topic;
    private readonly KafkaClients _clients;
    private readonly FeedGauge _gauge;
    private readonly TimeProvider _time;
    private readonly Action _begun;
    private readonly ReplayTiming _timing;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startedStamp;
    private readonly long _storedBefore;
    private volatile bool _stopping;
    private volatile bool _isWaiting;
    private int _steps;
    private int _sent;
    private long _acknowledged;
    private long _failed;
    private string? _problem;

    /// <param name="recording">What to send.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="clients">Give the producer.</param>
    /// <param name="gauge">Of the feed: with the embedded broker the run does not go far ahead of it.</param>
    /// <param name="speed">To begin with.</param>
    /// <param name="paused">Nothing is sent until it is resumed or stepped.</param>
    /// <param name="time">The clock to go by.</param>
    /// <param name="begun">Called when the first event is handed over.</param>
    public ReplayRun(
        Recording recording, string topic, KafkaClients clients,
        FeedGauge gauge, ReplaySpeed speed, bool paused, TimeProvider time, Action begun)
    {
        (_recording, _topic, _clients, _gauge, _time, _begun) = (recording, topic, clients, gauge, time, begun);
        (_startedAt, _startedStamp, _storedBefore) = (time.GetUtcNow(), time.GetTimestamp(), Stored);
        _timing = new ReplayTiming(recording.Events[0].At, speed);
        if (!paused)
        {
            _timing.Resume(TimeSpan.Zero);
        }

        new Thread(Run) { IsBackground = true, Name = $"replay {recording.Format.Feed}" }.Start();
    }

    public ReplayState State
    {
        get
        {
            // In this order: while there is no last state, there are the events.
            var (recording, sent) = (Volatile.Read(ref _recording), Volatile.Read(ref _sent));
            return Volatile.Read(ref _final) ?? Of(recording, sent, Phase(sent, recording.Events.Length));
        }
    }

    private ReplayState Of(Recording recording, int sent, ReplayPhase phase)
    {
        var events = recording.Events;
        return new ReplayState(
            phase, recording.Source, _topic, events.Length, sent, Interlocked.Read(ref _acknowledged),
            Interlocked.Read(ref _failed), events[0].At, events[^1].At, sent == 0 ? null : events[sent - 1].At, Speed,
            _startedAt, recording.Notes, Volatile.Read(ref _problem) ?? Waiting)
        {
            NextIn = phase == ReplayPhase.Running && sent < events.Length ? NextIn(events[sent].At) : null,
        };
    }

    private TimeSpan? NextIn(DateTime next)
    {
        lock (_commands)
        {
            return _timing.Until(next, Now) is { } wait && wait > TimeSpan.Zero ? wait : null;
        }
    }

    public void Pause() => Command(now => _timing.Hold(now));

    public void Resume() => Command(now => _timing.Resume(now));

    /// <summary>Holds and sends one event.</summary>
    public void Step() => Command(now =>
    {
        _timing.Hold(now);
        _steps++;
    });

    public void Change(ReplaySpeed speed) => Command(now => _timing.Change(speed, now));

    /// <summary>Completes when what was sent is acknowledged or counted as failed.</summary>
    public Task StopAsync()
    {
        Command(_ => _stopping = true);
        return _ended.Task;
    }

    private ReplaySpeed Speed
    {
        get
        {
            lock (_commands)
            {
                return _timing.Speed;
            }
        }
    }

    private string? Waiting => _isWaiting && !_ended.Task.IsCompleted
        ? $"It waits: {ProducerRun.EmbeddedBacklog:N0} events of feed {_recording.Format.Feed} are not stored yet." : null;

    private TimeSpan Now => _time.GetElapsedTime(_startedStamp);

    private long Stored => _gauge.Current.Partitions.Sum(partition => partition.Position.NextOffset);

    /// <summary>The embedded broker holds little and drops the oldest.</summary>
    private bool HasRoom => !_clients.Endpoint.IsEmbedded || _sent - (Stored - _storedBefore) <= ProducerRun.EmbeddedBacklog;

    private ReplayPhase Phase(int sent, int total)
    {
        lock (_commands)
        {
            return _timing.IsHeld && sent < total ? ReplayPhase.Paused : ReplayPhase.Running;
        }
    }

    private void Command(Action<TimeSpan> command)
    {
        lock (_commands)
        {
            command(Now);
            Monitor.Pulse(_commands);
        }
    }

    private void Run()
    {
        try
        {
            // One request at a time: a repeated one can't overtake the next, so the order is that of the recording.
            var settings = _clients.Producer();
            settings.MaxInFlight = 1;
            using var producer = new ProducerBuilder<string, byte[]>(settings)
                .SetErrorHandler((_, error) => _problem = error.Reason)
                .SetLogHandler((_, _) => { })
                .Build();
            while (_sent < _recording.Events.Length && !_stopping)
            {
                if (IsDue())
                {
                    Send(producer);
                }
            }

            producer.Flush(FlushWithin);
        }
        catch (Exception exception) when (exception is KafkaException or InvalidOperationException or ArgumentException)
        {
            _problem = exception.Message;
        }
        finally
        {
            Interlocked.Add(ref _failed, _sent - _acknowledged - _failed);
            _isWaiting = false;
            Volatile.Write(ref _final, Of(_recording, _sent, _sent == _recording.Events.Length ? ReplayPhase.Finished : ReplayPhase.Stopped));
            Volatile.Write(ref _recording, _recording with { Events = [] });
            _ended.SetResult();
        }
    }

    /// <summary>Whether the next event is to go now. When not, it has slept for a while, or until a command came.</summary>
    private bool IsDue()
    {
        _isWaiting = !HasRoom;
        lock (_commands)
        {
            var wait = _steps > 0 ? TimeSpan.Zero : _timing.Until(_recording.Events[_sent].At, Now);
            if (wait <= TimeSpan.Zero && !_isWaiting)
            {
                return true;
            }

            // Not longer, as the clock may be one that is set; and room comes without a pulse.
            Monitor.Wait(_commands, wait > TimeSpan.Zero && wait < LongestSleep ? wait.Value : LongestSleep);
            return false;
        }
    }

    private void Send(IProducer<string, byte[]> producer)
    {
        var next = _recording.Events[_sent];
        try
        {
            producer.ProduceTraced(_topic, new Message<string, byte[]> { Key = next.Key, Value = next.Value }, OnDelivered);
        }
        catch (ProduceException<string, byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
        {
            producer.Poll(QueueFullWait);
            return;
        }

        lock (_commands)
        {
            _timing.Sent(next.At);
            _steps = Math.Max(0, _steps - 1);
        }

        if (Interlocked.Increment(ref _sent) == 1)
        {
            _begun();
        }
    }

    private void OnDelivered(DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError)
        {
            _problem = report.Error.Reason;
            Interlocked.Increment(ref _failed);
        }
        else
        {
            Interlocked.Increment(ref _acknowledged);
        }
    }
}
