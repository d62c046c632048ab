using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>
/// Takes stored alerts to one destination, oldest first, and marks each when the other side has it: never
/// before, so that none is lost; at a crash in between it goes out again, under the same id. Looks at the
/// table when alerts were committed, and every <see cref="Sweep"/> for those of which nobody told. Of several
/// terminals on the database only the one with the <see cref="AlertLease"/> does so. Alerts about events that were
/// older than the oldest one when they were raised are left out; null is no bound.
/// </summary>
internal sealed partial class AlertOutbox(
    IAlertDestination destination, ChangeFeed changes, IDbContextFactory<TerminalDbContext> databases, OutboxProblems problems,
    TimeProvider time, ILogger logger, MadeUpPast past, TimeSpan? oldestEvent = null)
{
    /// <summary>Alerts read at a time.</summary>
    public const int BatchSize = 100;

    public static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly AlertLease _lease = new(destination, databases, time);
    private readonly AlertTries _tries = new(time);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _lease.ReleaseAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        using var listener = changes.Listen(static batch => batch.Alerts.Count > 0);
        var wait = FirstWait;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                bool isOurs;
                while ((isOurs = await _lease.TryHoldAsync(cancellationToken).ConfigureAwait(false))
                    && await TakeAsync(cancellationToken).ConfigureAwait(false) == BatchSize)
                {
                }

                if (!isOurs)
                {
                    _tries.Clear();
                }

                Report(_tries.Problem);
                problems.ReportRival(destination.Name, _lease.Rival);
                wait = FirstWait;
                await WhenDueAsync(listener, isOurs, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Report(exception.GetBaseException().Message);
                await Task.Delay(wait * (0.8 + (Random.Shared.NextDouble() * 0.4)), time, cancellationToken).ConfigureAwait(false);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    /// <summary>One batch; says how many alerts it had.</summary>
    /// <exception cref="UndeliveredException">Some of them have to wait; what was delivered is marked.</exception>
    internal async Task<int> TakeAsync(CancellationToken cancellationToken)
    {
        var alerts = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (alerts.Count == 0)
        {
            return 0;
        }

        var deliveries = new AlertDeliveries(_lease.TryHoldAsync);
        try
        {
            var old = alerts.Where(alert => EventAge.Of(alert) > oldestEvent && !past.Holds(alert.Feed, alert.DetectedAt)).ToList();
            if (old.Count > 0)
            {
                LogOld(old.Count, destination.Name, oldestEvent!.Value.TotalMinutes);
            }

            var left = alerts.Where(alert => past.Holds(alert.Feed, alert.DetectedAt)).Concat(old).Select(alert => alert.AlertId).ToHashSet();
            deliveries.Dropped.AddRange(left);
            await destination.DeliverAsync([.. alerts.Where(alert => !left.Contains(alert.AlertId))], deliveries, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            // What is out is marked also when the terminal stops just now.
            await MarkAsync(deliveries.Delivered, time.GetUtcNow().UtcDateTime).ConfigureAwait(false);
            await MarkAsync(deliveries.Dropped, AlertMark.Never).ConfigureAwait(false);
            _tries.Remove([.. deliveries.Delivered, .. deliveries.Dropped]);
            foreach (var (alertId, problem) in deliveries.Refused)
            {
                _tries.Fail(alertId, problem);
            }
        }

        return alerts.Count;
    }

    private async Task<List<AlertRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var (isFull, due, waiting) = (_tries.IsFull, _tries.Due(), _tries.Waiting());
        var pending = destination.Mine(destination.Mark.Pending(database.Alerts.AsNoTracking()));
        pending = isFull ? pending.Where(row => due.Contains(row.AlertId)) : pending.Where(row => !waiting.Contains(row.AlertId));
        var alerts = await pending
            .OrderBy(row => row.RaisedAt).ThenBy(row => row.DetectedAt)
            .ThenBy(row => row.SourcePartition).ThenBy(row => row.SourceOffset).ThenBy(row => row.AlertId)
            .Take(BatchSize)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (alerts.Count < BatchSize)
        {
            // The rest of those due is gone, or marked by another terminal.
            _tries.Remove(due.Except(alerts.Select(alert => alert.AlertId)));
        }

        return alerts;
    }

    private void Report(string? problem)
    {
        if (problems.Report(destination.Name, problem) && problem is not null)
        {
            LogWaiting(destination.Name, problem);
        }
    }

    private async Task MarkAsync(List<Guid> ids, DateTime at)
    {
        if (ids.Count == 0)
        {
            return;
        }

        await using var database = await databases.CreateDbContextAsync(CancellationToken.None).ConfigureAwait(false);
        await destination.Mark.SetAsync(
            database.Alerts.Where(row => ids.Contains(row.AlertId)), at, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>What another terminal sends is no reason to look sooner.</summary>
    private async Task WhenDueAsync(ChangeListener listener, bool isOurs, CancellationToken cancellationToken)
    {
        if (!isOurs)
        {
            await Task.Delay(Sweep, time, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var sweep = new CancellationTokenSource(Sweep, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, sweep.Token);
        try
        {
            await listener.WaitAsync(either.Token).ConfigureAwait(false);
            listener.TryTakeResync();
            while (listener.TryTake(out _))
            {
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "Alerts wait for {Destination}: {Problem}")]
    private partial void LogWaiting(string destination, string problem);

    [LoggerMessage(LogLevel.Information, "{Count} alerts about events older than {Minutes} min are not sent: {Destination}")]
    private partial void LogOld(int count, string destination, double minutes);
}
