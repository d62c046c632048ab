using System.Collections.Concurrent;
using Confluent.Kafka;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Producers;

/// <summary>One run of the producer, on a thread of its own until stopped.</summary>
internal sealed class ProducerRun : IDisposable
{
    /// <summary>Trades kept to show.</summary>
    private const int LastKept = 20;

    /// <summary>
    /// The embedded broker holds little and drops the oldest: with more than this unread the run waits.
    /// </summary>
    private const int EmbeddedBacklog = 20_000;

    private const int BurstAtMost = 1_000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(5);

    private readonly KafkaClients _clients;
    private readonly FeedGauge _gauge;
    private readonly string _topic;
    private readonly ProducerSettings _settings;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SyntheticTrade> _last = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _storedBefore;
    private long _sent;
    private long _acknowledged;
    private long _failed;
    private double _rate;
    private string? _problem;

    public ProducerRun(KafkaClients clients, FeedGauge gauge, string topic, ProducerSettings settings, TimeProvider time)
    {
        (_clients, _gauge, _topic, _settings, _time) = (clients, gauge, topic, settings, time);
        _startedAt = time.GetUtcNow();
        _storedBefore = Stored;
        new Thread(Run) { IsBackground = true, Name = "producer" }.Start();
    }

    public ProducerState State => new(
        !_ended.Task.IsCompleted, _settings, _startedAt, Interlocked.Read(ref _sent), Interlocked.Read(ref _acknowledged),
        Interlocked.Read(ref _failed), Volatile.Read(ref _rate), Volatile.Read(ref _problem), [.. _last.Reverse()]);

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
            using var producer = new ProducerBuilder<string, byte[]>(_clients.Producer())
                .SetErrorHandler((_, error) => _problem = error.Reason)
                .SetLogHandler((_, _) => { })
                .Build();
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
            _ended.SetResult();
        }
    }

    private void Produce(IProducer<string, byte[]> producer)
    {
        var market = new SyntheticMarket(_settings.Tickers, _settings.Seed);
        var started = _time.GetTimestamp();
        var (measuredAt, measured) = (started, 0L);
        while (!_stop.IsCancellationRequested)
        {
            var due = Due(_time.GetElapsedTime(started));
            for (var i = 0; i < due && TrySend(producer, market); i++)
            {
            }

            if (_time.GetElapsedTime(measuredAt) is var since && since >= TimeSpan.FromSeconds(1))
            {
                _rate = (_acknowledged - measured) / since.TotalSeconds;
                (measuredAt, measured) = (_time.GetTimestamp(), _acknowledged);
            }

            if (!_settings.IsUnlimited || due == 0)
            {
                _stop.Token.WaitHandle.WaitOne(Tick);
            }
        }
    }

    /// <summary>How many trades to send now to be where the rate says. A pause is not made up for at once.</summary>
    private long Due(TimeSpan elapsed)
    {
        if (_clients.Endpoint.IsEmbedded && Backlog > EmbeddedBacklog)
        {
            return 0;
        }

        if (_settings.IsUnlimited)
        {
            return BurstAtMost;
        }

        var behind = (long)(elapsed.TotalSeconds * _settings.Rate) - _sent;
        return Math.Min(behind, Math.Max(BurstAtMost, _settings.Rate / 10));
    }

    /// <summary>What has been sent to the topic in this run and is not stored yet.</summary>
    private long Backlog => _sent - (Stored - _storedBefore);

    private long Stored => _gauge.Current.Partitions.Sum(partition => partition.Position.NextOffset);

    private bool TrySend(IProducer<string, byte[]> producer, SyntheticMarket market)
    {
        var trade = market.Next(_time.GetUtcNow().UtcDateTime);
        try
        {
            producer.Produce(_topic, new Message<string, byte[]> { Key = trade.Ticker, Value = TradeEncoding.Encode(trade) }, OnDelivered);
        }
        catch (ProduceException<string, byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
        {
            _stop.Token.WaitHandle.WaitOne(Tick);
            return false;
        }

        Interlocked.Increment(ref _sent);
        _last.Enqueue(trade);
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
