using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Reads, judges and stores one feed for as long as the terminal runs: one loop on a thread of its
/// own, and beside it the <see cref="BatchHand{TEvent}"/>'s, which stores. What fails ends the reader and starts a new one
/// at the stored offsets, which is always safe.
/// </summary>
internal sealed partial class FeedWorker<TEvent>(
    Feed<TEvent> feed,
    FeedOptions settings,
    KafkaClients clients,
    OffsetStore offsets,
    FeedWriter<TEvent> writer,
    ChangeFeed changes,
    FeedGauge gauge,
    FindTopicId findTopicId,
    DatabaseStartup database,
    TimeProvider time,
    ILogger logger) : BackgroundService
    where TEvent : struct, IFeedEvent<TEvent>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(2);

    private readonly HoleQuestions _holes = new(() => new KafkaReader(clients.Consumer(feed.EmbeddedWait), settings.Topic), offsets, logger);
    private volatile Error? _clientError;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
        () => Run(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                WaitForDatabase(stopping);
                Read(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
            }
            catch (UndecidedException exception)
            {
                LogUndecided(exception.Message);
                gauge.Ask(exception.Question, stopping);
                continue;
            }
            catch (FencedException exception)
            {
                LogFenced(exception.Message);
            }
            catch (Exception exception)
            {
                pause = Report(exception);
            }

            stopping.WaitHandle.WaitOne(pause);
        }

        gauge.Phase(FeedPhase.Stopped);
    }

    private void WaitForDatabase(CancellationToken stopping)
    {
        while (!database.IsReady)
        {
            gauge.Phase(FeedPhase.WaitingForDatabase, database.Problem);
            stopping.WaitHandle.WaitOne(Pause);
            stopping.ThrowIfCancellationRequested();
        }
    }

    private void Read(CancellationToken stopping)
    {
        _clientError = null;
        using var consumer = new KafkaReader(clients.Consumer(feed.EmbeddedWait), settings.Topic);
        var admin = new AdminClientBuilder(clients.Admin())
            .SetErrorHandler((_, error) => Remember(error))
            .SetLogHandler((_, message) => LogClient(message.Message))
            .Build();
        var logEnds = new LogEnds(new KafkaReader(clients.Consumer(feed.EmbeddedWait), settings.Topic), gauge.LogGoesTo, time);
        using var question = new TopicQuestion(settings.Topic, admin, logEnds, findTopicId);
        var key = new FeedKey(ClusterIdentity.Find(clients.Endpoint, consumer), settings.Topic);
        var parser = feed.CreateParser(settings);
        var batch = new FeedBatch<TEvent>(parser, time);
        var reader = new FeedReader<TEvent>(
            consumer, logEnds, key, offsets, gauge, changes, batch, question, feed.Table.IdColumn is not null, time, logger)
        {
            Holes = _holes,
        };
        var committer = new BatchCommitter<TEvent>(writer, offsets, changes, gauge, time, logger)
        {
            Holes = _holes,
            KindOf = feed.KindOf,
        };
        using var hand = new BatchHand<TEvent>(
            (filled, next, cancellation) => committer.Commit(key, filled, next, cancellation), reader.Next);
        var pump = new FeedPump<TEvent>(reader, hand, new FeedBatch<TEvent>(parser, time), gauge);
        long? checkedAt = null;
        // Another worker may have written since this one last did.
        writer.Forget();
        _holes.Forget();
        while (!stopping.IsCancellationRequested)
        {
            if (checkedAt is not { } before || time.GetElapsedTime(before) >= CheckEvery)
            {
                hand.Settle();
                Check(reader);
                checkedAt = time.GetTimestamp();
            }

            if (reader.Next.Count == 0)
            {
                stopping.WaitHandle.WaitOne(Pause);
                continue;
            }

            pump.Step(stopping);
        }

        hand.Settle();
        reader.Announce();
    }

    private void Check(FeedReader<TEvent> reader)
    {
        if (reader.Discover())
        {
            // The brokers have answered: what the client complained of before is no reason for what may come.
            _clientError = null;
        }

        if (reader.Next.Count == 0)
        {
            gauge.Phase(FeedPhase.WaitingForTopic, $"topic '{settings.Topic}' does not exist yet");
            return;
        }

        reader.Lag.Ask();
        reader.TryUnreadable();
        reader.Announce();
        _holes.AskNext();
        gauge.NotAsked(_holes.NotAsked);
        CheckDatabase(reader);
        reader.ReadStuckAnew();
    }

    /// <summary>The reader stays: what it brings waits with the committer, as when the database goes in mid-batch.</summary>
    private void CheckDatabase(FeedReader<TEvent> reader)
    {
        try
        {
            reader.AskDatabase();
            gauge.Phase(FeedPhase.Running, reader.Lag.Problem);
        }
        catch (Exception exception) when (Failures.Classify(exception) == FailureClass.Transient)
        {
            gauge.Phase(FeedPhase.WaitingForDatabase, exception.GetBaseException().Message);
        }
    }

    private TimeSpan Report(Exception exception)
    {
        if (exception is KafkaException or TimeoutException)
        {
            var problem = ConnectionProblem.Of(clients.Endpoint.BootstrapServers, exception, _clientError);
            gauge.Phase(FeedPhase.WaitingForKafka, problem);
            LogLost(problem);
            return Pause;
        }

        if (Failures.Classify(exception) == FailureClass.Transient)
        {
            gauge.Phase(FeedPhase.WaitingForDatabase, exception.GetBaseException().Message);
            LogLost(exception.GetBaseException().Message);
            return Pause;
        }

        gauge.Phase(FeedPhase.Faulted, exception.GetBaseException().Message);
        LogFaulted(exception);
        return PauseAfterFault;
    }

    /// <summary>That all brokers are down says nothing of why; what came before it does.</summary>
    private void Remember(Error error)
    {
        LogBroker(error.Code, error.Reason);
        gauge.BrokersLost();
        if (error.Code != ErrorCode.Local_AllBrokersDown)
        {
            _clientError = error;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Question}. The feed stands until then")]
    private partial void LogUndecided(string question);

    [LoggerMessage(LogLevel.Warning, "Kafka: {Code}: {Reason}")]
    private partial void LogBroker(ErrorCode code, string reason);

    [LoggerMessage(LogLevel.Debug, "librdkafka: {Message}")]
    private partial void LogClient(string message);

    [LoggerMessage(LogLevel.Warning, "{Reason} Going on from the stored offsets")]
    private partial void LogFenced(string reason);

    [LoggerMessage(LogLevel.Warning, "Reading stopped ({Reason}); going on from the stored offsets")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Error, "Nothing can be stored; no offset moves until this is mended")]
    private partial void LogFaulted(Exception exception);
}
