using System.Collections.Concurrent;
using Confluent.Kafka;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Tracing;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>
/// One run of a producer, on a thread of its own until stopped. It disposes the feed it was given, if that can
/// be disposed. Without a gauge nothing of the topic is read here, so nothing of it is ever stored.
/// </summary>
internal sealed class ProducerRun : IDisposable
{
    /// <summary>Events kept to show.</summary>
    public const int LastKept = 20;

    /// <summary>
    /// The embedded broker holds little and drops the oldest: with more than this unread the run waits.
    /// </summary>
    internal const int EmbeddedBacklog = 20_000;

    private static readonly TimeSpan QueueFullWait = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(5);

    private readonly KafkaClients _clients;
    private readonly FeedGauge? _gauge;
    private readonly string _topic;
    private readonly ISyntheticFeed _feed;
    private readonly ProducerKind _kind;
    private readonly ProducerSettings _settings;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SentEvent> _last = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SyntheticEvent> _step = [];
    private readonly long _storedBefore;
    private int _sentOfStep;
    private long _sent;
    private long _acknowledged;
    private long _failed;
    private double _rate;
    private string? _problem;
    private PastMade? _past;

    public ProducerRun(
        KafkaClients clients, FeedGauge? gauge, string topic, ProducerKind kind, ISyntheticFeed feed, ProducerSettings settings,
        TimeSpan past, TimeProvider time)
    {
        (_clients, _gauge, _topic, _kind, _feed, _settings, _time) = (clients, gauge, topic, kind, feed, settings, time);
        _startedAt = time.GetUtcNow();
        _storedBefore = Stored;
        _past = past > TimeSpan.Zero ? new PastMade(Now - past, Now - past, Now) : null;
        new Thread(Run) { IsBackground = true, Name = $"producer {kind.Name}" }.Start();
    }

    public ProducerState State => new(
        !_ended.Task.IsCompleted, _settings, _startedAt, Interlocked.Read(ref _sent), Interlocked.Read(ref _acknowledged),
        Interlocked.Read(ref _failed), Volatile.Read(ref _rate), Volatile.Read(ref _problem), [.. _last.Reverse().Take(LastKept)],
        _feed.Sources, Volatile.Read(ref _past));

    /// <summary>Completes when what was sent is acknowledged or counted as failed: at once, or within seconds.</summary>
    public async Task StopAsync()
    {
        if (!_ended.Task.IsCompleted)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _ended.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Only after the run has ended: its thread waits on the token.</summary>
    public void Dispose() => _stop.Dispose();

    private void Run()
    {
        try
        {
            using var disposed = _feed as IDisposable;
            using var producer = new ProducerBuilder<string, byte[]>(_clients.Producer())
                .SetErrorHandler((_, error) => _problem = error.Reason)
                .SetLogHandler((_, _) => { })
                .Build();
            ProducePast(producer);
            Produce(producer);
            producer.Flush(FlushWithin);
        }
        catch (Exception exception) when (exception is KafkaException or InvalidOperationException or ArgumentException)
        {
            _problem = exception.Message;
        }
        finally
        {
            Interlocked.Add(ref _failed, _sent - _acknowledged - _failed);
            _rate = 0;
            _past = null;
            _ended.SetResult();
        }
    }

    /// <summary>Ends at the present, whatever time it took.</summary>
    private void ProducePast(IProducer<string, byte[]> producer)
    {
        if (_past is not { } past)
        {
            return;
        }

        var feed = _kind.CreatePast?.Invoke(_settings) ?? _feed;
        for (var at = past.From; at < Now && !_stop.IsCancellationRequested; at += _kind.PastStep(at))
        {
            _step.Clear();
            feed.AdvancePast(at, _step);
            for (_sentOfStep = 0; _sentOfStep < _step.Count && !_stop.IsCancellationRequested;)
            {
                if (!HasRoom)
                {
                    _stop.Token.WaitHandle.WaitOne(QueueFullWait);
                }
                else if (TrySend(producer, _step[_sentOfStep]))
                {
                    _sentOfStep++;
                }
            }

            Volatile.Write(ref _past, past with { At = at });
        }

        // Until it is stored it is not over for who looks at it.
        while (!_stop.IsCancellationRequested && _gauge is { Current.Phase: not FeedPhase.Stopped } && _sent - _failed > Stored - _storedBefore)
        {
            _stop.Token.WaitHandle.WaitOne(QueueFullWait);
        }

        Volatile.Write(ref _past, null);
    }

    private void Produce(IProducer<string, byte[]> producer)
    {
        var pace = new Pace(_settings);
        var rateOver = _settings.Interval is { } interval && interval > TimeSpan.FromSeconds(1) ? interval : TimeSpan.FromSeconds(1);
        var started = _time.GetTimestamp();
        var before = _sent;
        var (measuredAt, measured) = (started, _acknowledged);
        while (!_stop.IsCancellationRequested)
        {
            var elapsed = _time.GetElapsedTime(started);
            var due = HasRoom ? pace.Due(elapsed, _sent - before) : 0;
            Send(producer, pace, elapsed, due);
            if (_time.GetElapsedTime(measuredAt) is var since && since >= rateOver)
            {
                _rate = (_acknowledged - measured) / since.TotalSeconds;
                (measuredAt, measured) = (_time.GetTimestamp(), _acknowledged);
            }

            if (!_settings.IsUnlimited || due == 0)
            {
                _stop.Token.WaitHandle.WaitOne(pace.Wait(elapsed, _sent - before));
            }
        }
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>What has been sent to the topic in this run and is not stored yet leaves room for more.</summary>
    private bool HasRoom => !_clients.Endpoint.IsEmbedded || _sent - (Stored - _storedBefore) <= EmbeddedBacklog;

    private long Stored => _gauge?.Current.Partitions.Sum(partition => partition.Position.NextOffset) ?? 0;

    private void Send(IProducer<string, byte[]> producer, Pace pace, TimeSpan elapsed, long due)
    {
        for (; due > 0; due--, _sentOfStep++)
        {
            if (_sentOfStep == _step.Count)
            {
                if (!pace.TryStep(elapsed))
                {
                    return;
                }

                _step.Clear();
                _sentOfStep = 0;
                _feed.Advance(Now, _step);
            }

            if (!TrySend(producer, _step[_sentOfStep]))
            {
                return;
            }
        }
    }

    private bool TrySend(IProducer<string, byte[]> producer, SyntheticEvent next)
    {
        try
        {
            producer.ProduceTraced(_topic, new Message<string, byte[]> { Key = next.Key, Value = next.Value }, OnDelivered);
        }
        catch (ProduceException<string, byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
        {
            _stop.Token.WaitHandle.WaitOne(QueueFullWait);
            return false;
        }

        _last.Enqueue(new SentEvent(Interlocked.Increment(ref _sent), Now, next.Key, next.Value));
        if (_last.Count > LastKept)
        {
            _last.TryDequeue(out _);
        }

        return true;
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
