using System.Security.Cryptography;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Tracing;
using TradeTerminal.Market;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>What one run of a scenario acts on.</summary>
internal sealed class ScenarioStage : IDisposable
{
    public static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private readonly IProducer<string, byte[]> _producer;
    private readonly Func<string, string> _topics;
    private readonly MarketUpdates _market;
    private readonly IDbContextFactory<TerminalDbContext> _databases;
    private long _sent;

    /// <param name="clients">Give the producer.</param>
    /// <param name="topics">The topic of a feed.</param>
    /// <param name="market">What the screens show.</param>
    /// <param name="databases">Where the consequences show.</param>
    /// <param name="time">The clock of the events.</param>
    /// <param name="isSlow">Whether somebody wants to watch.</param>
    public ScenarioStage(
        KafkaClients clients, Func<string, string> topics, MarketUpdates market,
        IDbContextFactory<TerminalDbContext> databases, TimeProvider time, bool isSlow = false)
    {
        (_topics, _market, _databases, Time, IsSlow) = (topics, market, databases, time, isSlow);
        var settings = clients.Producer();
        // A repeated request can't overtake the next one, so the order is that of the scenario.
        settings.MaxInFlight = 1;
        _producer = new ProducerBuilder<string, byte[]>(settings).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    public TimeProvider Time { get; }

    /// <summary>It takes about <see cref="Watched"/>, so that one can get to where it shows.</summary>
    public bool IsSlow { get; }

    /// <summary>UTC in whole milliseconds: no wire form is coarser but one, which no scenario uses.</summary>
    public DateTime UtcNow
    {
        get
        {
            var now = Time.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }

    public MarketSnapshot Market => _market.Current;

    /// <summary>Messages acknowledged.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>What the events are about, once it is known.</summary>
    public string? Symbol { get; private set; }

    /// <summary>For what rules remember: a name no run had before.</summary>
    public string NewSymbol(string prefix) => Symbol = $"{prefix}-{Convert.ToHexString(RandomNumberGenerator.GetBytes(3))}";

    /// <summary>For what no rule remembers: always the same name.</summary>
    public string UseSymbol(string symbol) => Symbol = symbol;

    public string TopicOf(string feed) => _topics(feed);

    /// <summary>
    /// Sends messages in this order and returns when all are acknowledged. A slow run pauses after each; the
    /// <paramref name="calls"/> of one run share its time.
    /// </summary>
    /// <exception cref="KafkaException">One could not be sent.</exception>
    public async Task SendAsync(
        string feed, IReadOnlyCollection<SyntheticEvent> events, int calls, CancellationToken cancellationToken)
    {
        if (IsSlow && events.Count > 0)
        {
            var pause = PauseAfter(events.Count * calls);
            foreach (var one in events)
            {
                await SendAtOnceAsync(feed, [one], cancellationToken).ConfigureAwait(false);
                await Task.Delay(pause, Time, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        await SendAtOnceAsync(feed, events, cancellationToken).ConfigureAwait(false);
    }

    public Task SendAsync(string feed, IReadOnlyCollection<SyntheticEvent> events, CancellationToken cancellationToken) =>
        SendAsync(feed, events, 1, cancellationToken);

    /// <summary>How long a slow run of so many messages waits after each.</summary>
    internal static TimeSpan PauseAfter(int messages) => Watched / messages < LongestPause ? Watched / messages : LongestPause;

    /// <summary>The same without a pause, also in a slow run.</summary>
    public async Task SendAtOnceAsync(string feed, IReadOnlyCollection<SyntheticEvent> events, CancellationToken cancellationToken)
    {
        var topic = new TopicPartition(TopicOf(feed), Partition.Any);
        var sending = events
            .Select(next => _producer.ProduceTracedAsync(topic, new Message<string, byte[]> { Key = next.Key, Value = next.Value }, cancellationToken))
            .ToList();
        await Task.WhenAll(sending).ConfigureAwait(false);
        Interlocked.Add(ref _sent, sending.Count);
    }

    public async Task<T> ReadAsync<T>(Func<TerminalDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await read(database).ConfigureAwait(false);
    }

    public void Dispose() => _producer.Dispose();
}
