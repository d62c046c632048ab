using System.Collections.Concurrent;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Hydrating;

namespace TradeTerminal.Market;

/// <summary>
/// The one writer of the live market: folds what was committed into the books and publishes a snapshot, at
/// once when idle, at most every <see cref="MinInterval"/> under load, and the last change always.
/// </summary>
internal sealed partial class MarketPump(
    ChangeFeed changes, Hydrator hydrator, MarketUpdates updates, DatabaseStartup database, RecentCommits commits,
    TimeProvider time, ILogger<MarketPump> logger, FeedGauges? feeds = null, MarketProgress? progress = null) : BackgroundService
{
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What is committed while the database is read, for a minute and more of single trades: with fewer places each reading under load
    /// would be followed by another one.
    /// </summary>
    private const int Places = 32_768;

    /// <summary>Wakes the loop, and says nothing.</summary>
    private static readonly CommittedBatch Wake = new(new FeedKey("", ""), default) { FeedName = PricedFeeds.Trades };

    /// <summary>Parts of tapes that were read after the books they belong to; no more than the hydrator reads.</summary>
    private readonly ConcurrentQueue<(InstrumentBook Ticker, List<Trade> Trades)> _older = new();

    private readonly PriceCatchUp _prices = new();

    private ChangeListener? _listener;
    private CancellationTokenSource _unread = new();
    private Task _reading = Task.CompletedTask;
    private MarketBook _book = new();
    private Dictionary<TopicPartitionKey, long> _next = [];
    private long _version;
    private DateTimeOffset? _oldestCommit;

    /// <summary>For so long the market waits for the prices of other feeds, so that the first page has them.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>False until the books were filled from the database.</summary>
    public bool IsHydrated { get; private set; }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Listening comes first: what is committed while we read is then seen twice and told apart by offset.
        _listener = changes.Listen(static batch => PricedFeeds.All.Contains(batch.FeedName), Places);
        // Before the first page is served, so that it already carries figures; not when the database is away.
        if (database.IsReady)
        {
            await TryHydrateAsync(cancellationToken).ConfigureAwait(false);
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await EndReadingAsync().ConfigureAwait(false);
        // Here and not in the loop, which a quick stop keeps from ever running.
        _listener?.Dispose();
    }

    public override void Dispose()
    {
        _unread.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        var listener = _listener!;
        if (!IsHydrated)
        {
            await HydrateAsync(stoppingToken).ConfigureAwait(false);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(listener, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The books may be half changed. The feeds go on meanwhile: nothing stored depends on the picture.
                LogFailed(exception);
                listener.RequireResync();
                await Task.Delay(RetryAfter, time, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FollowAsync(ChangeListener listener, CancellationToken stoppingToken)
    {
        var published = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            await listener.WaitAsync(stoppingToken).ConfigureAwait(false);
            var changed = await TakeAsync(listener, stoppingToken).ConfigureAwait(false);
            if (changed && time.GetElapsedTime(published) is var since && since < MinInterval)
            {
                await Task.Delay(MinInterval - since, time, stoppingToken).ConfigureAwait(false);
                await TakeAsync(listener, stoppingToken).ConfigureAwait(false);
            }

            published = time.GetTimestamp();
            if (changed)
            {
                Publish();
            }

            progress?.Shown(_next);
        }
    }

    private void Publish()
    {
        var now = time.GetUtcNow();
        updates.Publish(_book.Publish(++_version, now));
        if (_oldestCommit is { } committed)
        {
            feeds?.Trades.Latency.Record(Stage.Published, now - committed);
            _oldestCommit = null;
        }
    }

    private async Task<bool> TakeAsync(ChangeListener listener, CancellationToken stoppingToken)
    {
        var changed = false;
        while (_older.TryDequeue(out var part))
        {
            part.Ticker.AddOlder(part.Trades);
            changed = true;
        }

        if (listener.TryTakeResync())
        {
            await HydrateAsync(stoppingToken).ConfigureAwait(false);
            changed = true;
        }

        changed |= _prices.TryGoOn(_book, time.GetUtcNow().UtcDateTime);

        while (listener.TryTake(out var batch))
        {
            if (batch.Ranges.Any(range => range.From > _next.GetValueOrDefault(TopicPartitionKey.Of(batch.Feed, range.Partition))))
            {
                await HydrateAsync(stoppingToken).ConfigureAwait(false);
                changed = true;
            }

            if (Add(batch))
            {
                changed = true;
                _oldestCommit ??= batch is CommittedBatch<Trade> ? batch.CommittedAt : null;
            }
        }

        return changed;
    }

    /// <summary>What the books have already is left out.</summary>
    private bool Add(CommittedBatch batch)
    {
        bool changed;
        if (batch is CommittedBatch<Trade> trades)
        {
            commits.Add(trades);
            changed = _book.AddTrades(trades, _next);
        }
        else
        {
            changed = !_prices.Holds(batch) && _book.AddPrices(batch, _next);
        }

        foreach (var range in batch.Ranges)
        {
            var log = TopicPartitionKey.Of(batch.Feed, range.Partition);
            _next[log] = Math.Max(range.To, _next.GetValueOrDefault(log));
        }

        return changed;
    }

    private async Task HydrateAsync(CancellationToken stoppingToken)
    {
        while (!await TryHydrateAsync(stoppingToken).ConfigureAwait(false))
        {
            await Task.Delay(RetryAfter, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryHydrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            var started = time.GetTimestamp();
            // What was read again has its own wait behind it, not that of one commit.
            _oldestCommit = null;
            await EndReadingAsync().ConfigureAwait(false);
            var hydration = await hydrator.BeginAsync(cancellationToken).ConfigureAwait(false);
            // Until those that are stored have been read, the ones that were shown stay, and stand still.
            hydration.Book.Prices = _book.Prices;
            (_book, _next) = (hydration.Book, hydration.Next);
            _prices.Begin(_next);
            var prices = ReadPricesAsync(hydration, _unread.Token);
            _reading = ReadRestAsync(hydration, prices, _unread.Token);
            await Task.WhenAny(prices, Task.Delay(Patience, time, cancellationToken)).ConfigureAwait(false);
            _prices.TryGoOn(_book, time.GetUtcNow().UtcDateTime);
            _book.Seen(time.GetUtcNow().UtcDateTime);
            updates.Publish(_book.Publish(++_version, time.GetUtcNow()));
            progress?.Shown(_next);
            IsHydrated = true;
            LogHydrated(updates.Current.Tickers.Length, updates.Current.Instruments.Length, time.GetElapsedTime(started).TotalMilliseconds);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotHydrated(exception.GetBaseException().Message);
            return false;
        }
    }

    /// <summary>While the first of it is shown.</summary>
    private async Task ReadRestAsync(Hydration hydration, Task prices, CancellationToken cancellationToken)
    {
        try
        {
            await using (hydration.ConfigureAwait(false))
            {
                await prices.ConfigureAwait(false);
                await hydration.ReadRestAsync(Keep, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // All of it is read anew, or no longer.
        }
        catch (Exception exception)
        {
            LogNotRead("Older trades of the tapes", exception.GetBaseException().Message);
        }
    }

    private async Task ReadPricesAsync(Hydration hydration, CancellationToken cancellationToken)
    {
        // What follows is not the caller's business.
        await Task.Yield();
        try
        {
            _prices.Read(await hydration.ReadPricesAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead("Prices of the other feeds", exception.GetBaseException().Message);
            _prices.Read(null);
        }

        _listener?.Offer(Wake);
    }

    private void Keep(InstrumentBook ticker, List<Trade> older)
    {
        _older.Enqueue((ticker, older));
        _listener?.Offer(Wake);
    }

    private async Task EndReadingAsync()
    {
        await _unread.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _unread.Dispose();
        _unread = new CancellationTokenSource();
        _older.Clear();
    }

    [LoggerMessage(LogLevel.Warning, "{What} could not be read from the database; they begin later: {Reason}")]
    private partial void LogNotRead(string what, string reason);

    [LoggerMessage(LogLevel.Error, "The market could not be followed and is read from the database again")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Information, "The market was read from the database: {Tickers} tickers and {Others} instruments of other feeds in {Milliseconds:F0} ms")]
    private partial void LogHydrated(int tickers, int others, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "The market could not be read from the database: {Reason}")]
    private partial void LogNotHydrated(string reason);
}
