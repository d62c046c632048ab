using System.Globalization;
using TradeTerminal.History;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Ops;

namespace TradeTerminal.Api.Streaming;

/// <summary>
/// Sends one client what is committed while it is there: at once when little happens, at most every
/// <see cref="MinInterval"/> under load. A client that does not read holds up only itself: its bounded queue of
/// changes runs over, and it is told so by a <c>gap</c> event instead of being sent what it missed.
/// </summary>
internal sealed class StreamSession(
    ChangeListener listener, EventWriter events, CandleChanges candles, IEnumerable<FeedGauge> feeds, TickerFilter filter,
    TimeProvider time, DateTime? seenUntil = null) : IDisposable
{
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(50);

    private const int TradesAnEvent = 500;
    private const int AlertsAnEvent = 50;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CandlesEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CommentAfter = TimeSpan.FromSeconds(10);

    private readonly List<TradeBody> _trades = new(TradesAnEvent);
    private DateTimeOffset _candlesAt = DateTimeOffset.MinValue;
    private DateTimeOffset _statusAt = DateTimeOffset.MinValue;
    private DateTimeOffset _wroteAt;

    /// <summary>Returns when <paramref name="end"/> is cancelled or the client is gone.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        try
        {
            events.Retry(TimeSpan.FromSeconds(2));
            if (seenUntil is { } last)
            {
                // What happened between its two connections nobody has kept for it.
                events.Id = IdOf(time.GetUtcNow());
                events.Write("gap", new GapBody(time.GetUtcNow().UtcDateTime, last));
            }

            while (true)
            {
                await WriteAsync(end);
                var since = time.GetTimestamp();
                await WaitAsync(end);
                if (time.GetElapsedTime(since) is var waited && waited < MinInterval)
                {
                    await Task.Delay(MinInterval - waited, time, end);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client went away or the terminal stops: either way the stream ends here.
        }
    }

    public void Dispose() => listener.Dispose();

    private async Task WriteAsync(CancellationToken end)
    {
        var now = time.GetUtcNow();
        events.Id = IdOf(now);
        if (listener.TryTakeResync())
        {
            while (listener.TryTake(out _))
            {
            }

            events.Write("gap", new GapBody(now.UtcDateTime, null));
        }

        while (listener.TryTake(out var batch))
        {
            if (batch is CommittedBatch<Trade> trades)
            {
                await WriteAsync(trades, end);
            }

            await WriteAlertsAsync(batch, end);
        }

        if (Due(ref _candlesAt, CandlesEvery, now) && candles.Take(filter) is { Count: > 0 } changed)
        {
            events.Write("candles", changed);
        }

        if (Due(ref _statusAt, StatusEvery, now))
        {
            events.WriteChanged("status",
                feeds.Select(gauge => FeedBody.Of(gauge.Current, gauge.Latency.Current with { Stages = [] }, now)).ToArray());
        }

        if (!events.HasUnsent && now - _wroteAt >= CommentAfter)
        {
            events.Comment("nothing new");
        }

        await SendAsync(end);
    }

    private async Task WriteAsync(CommittedBatch<Trade> batch, CancellationToken end)
    {
        foreach (var trade in batch.Events)
        {
            if (filter.Includes(trade.Ticker))
            {
                _trades.Add(TradeBody.Of(trade));
            }

            if (_trades.Count == TradesAnEvent)
            {
                await WriteTradesAsync(end);
            }
        }

        await WriteTradesAsync(end);
    }

    private async Task WriteTradesAsync(CancellationToken end)
    {
        if (_trades.Count > 0)
        {
            events.Write("trades", _trades);
            _trades.Clear();
            await SendAsync(end);
        }
    }

    private async Task WriteAlertsAsync(CommittedBatch batch, CancellationToken end)
    {
        foreach (var some in batch.Alerts.Where(alert => filter.Includes(alert.Symbol)).Chunk(AlertsAnEvent))
        {
            events.Write("alerts", some.Select(alert => AlertBody.Of(alert, batch.Feed.Topic, batch.CommittedAt.UtcDateTime)));
            await SendAsync(end);
        }
    }

    private async Task SendAsync(CancellationToken end)
    {
        if (events.HasUnsent)
        {
            await events.SendAsync(end);
            _wroteAt = time.GetUtcNow();
        }
    }

    private async Task WaitAsync(CancellationToken end)
    {
        using var limit = new CancellationTokenSource(Beat, time);
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(end, limit.Token);
        try
        {
            await listener.WaitAsync(beat.Token);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
        }
    }

    private static string IdOf(DateTimeOffset sent) =>
        sent.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool Due(ref DateTimeOffset at, TimeSpan every, DateTimeOffset now)
    {
        if (now < at + every)
        {
            return false;
        }

        at = now;
        return true;
    }
}

/// <summary>
/// Trades and alerts were left out before this moment; /api/trades and /api/alerts have them. <see cref="Since"/> is when the
/// last event was sent that the client has, where it said so as it came back.
/// </summary>
internal sealed record GapBody(DateTime Time, DateTime? Since);
