using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>
/// Sends refused messages to the topic they came from, where the feed reads them like any other. First a row says that it is sent, then it
/// is: what a crash leaves between the two <see cref="ResubmissionWatch"/> finds out from the log.
/// </summary>
internal sealed partial class Resubmitter(
    FeedGauges gauges, IOptionsMonitor<FeedOptions> settings, ResubmissionStore store, ResubmitLog log, OffsetStore offsets, ResubmissionWatch watch,
    TimeProvider time, ILogger<Resubmitter> logger) : IDisposable
{
    /// <summary>Messages of one order for all of a reason.</summary>
    public const int MostAtOnce = 1_000;

    /// <summary>Beyond it they are “more than”.</summary>
    public const int MostCounted = 100_000;

    /// <summary>Each has at most 64 KiB.</summary>
    private const int Slice = 100;

    /// <summary>An event time is needed to find it, also of one that lies ahead of the clock.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>What the feed would have against a message; null when it would take it.</summary>
    public string? Judge(string topic, byte[]? message)
    {
        var feed = FeedOf(Target(topic));
        return JudgeOf(feed)(message, time.GetUtcNow().UtcDateTime, out _, out _, out var detail) ? null : detail ?? "It can't be read.";
    }

    /// <summary>Sends one, corrected or as it is. Not <c>IsSent</c>: the broker did not say in time whether it has it; the log will tell.</summary>
    /// <exception cref="ResubmitRefusedException">Nothing was sent.</exception>
    public async Task<(RejectId Id, bool IsSent)> SendAsync(RejectId id, byte[]? corrected, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(id, cancellationToken);
        if (found.Count != 1)
        {
            throw found.Count == 0
                ? new ResubmitRefusedException(
                    ResubmitRefusal.Missing, $"There is no rejected message {id}: it may be no longer kept (Storage:RetentionDays). GET /api/rejected lists what is.")
                : new ResubmitRefusedException(
                    ResubmitRefusal.Conflict, $"Several messages were rejected at {id}: give the id of the one you mean, as GET /api/rejected has it.");
        }

        var order = found[0] with { Corrected = corrected };
        if (corrected is null && order.IsTooLarge)
        {
            throw new ResubmitRefusedException(
                ResubmitRefusal.Invalid, $"It has more than {MessageForm.MaxBytes} bytes and would be rejected again whatever is in it: send a shorter one in its place.");
        }

        var target = Target(order.Topic);
        if (corrected is not null && Judge(order.Topic, corrected) is { } fault)
        {
            throw new ResubmitRefusedException(ResubmitRefusal.Invalid, $"Corrected so it would be rejected again: {fault}");
        }

        var isSent = false;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var answer = await SendAsync(target, [order], cancellationToken);
            if (answer is null)
            {
                throw new ResubmitRefusedException(
                    ResubmitRefusal.Conflict, $"{id} was sent again already: GET /api/rejected says what became of it. What was rejected in its turn is a reject of its own.");
            }

            if (answer.NotSent.Count > 0)
            {
                throw Away(answer.Problem);
            }

            isSent = answer.Sent.Count > 0;
        }
        finally
        {
            _oneAtATime.Release();
        }

        LogSent(1, order.Topic, corrected is null ? "as it was" : "corrected");
        return (new RejectId(order.Topic, order.Partition, order.Offset, order.RejectedAt), isSent);
    }

    /// <summary>How many of a reason can be sent, and until when they were refused: later ones are not meant.</summary>
    public async Task<ReasonCount> CountAsync(string reason, string? feed, DateTime? until, CancellationToken cancellationToken)
    {
        var (count, newest) = await store.CountAsync(
            reason, Topics(feed), until ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), MostCounted + 1, cancellationToken);
        return new ReasonCount(count, until ?? newest);
    }

    /// <summary>Sends the oldest of a reason as they are, as many as were confirmed; stops where the broker does not take them.</summary>
    /// <exception cref="ResubmitRefusedException">Nothing was sent.</exception>
    public async Task<ReasonAnswer> SendAllAsync(string reason, string? feed, DateTime until, int count, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var there = await CountAsync(reason, feed, until, cancellationToken);
            if (there.AtOnce != count || count == 0)
            {
                throw new ResubmitRefusedException(ResubmitRefusal.Conflict, there.Count == 0
                    ? $"No message rejected for {reason} until then is left to send: somebody may have sent them."
                    : $"{there.AtOnce} messages can be sent, not {count}: ask again how many there are.");
            }

            var (sent, inDoubt, problem) = (0, 0, (string?)null);
            try
            {
                while (sent < count && problem is null)
                {
                    var orders = await store.OldestAsync(reason, Topics(feed), until, Math.Min(Slice, count - sent), cancellationToken);
                    if (orders.Count == 0)
                    {
                        break;
                    }

                    foreach (var topic in orders.GroupBy(order => order.Topic).TakeWhile(_ => problem is null))
                    {
                        var answer = await SendAsync(Target(topic.Key), [.. topic], cancellationToken);
                        (sent, inDoubt, problem) = (sent + (answer?.Sent.Count ?? 0), inDoubt + (answer?.InDoubt ?? 0), answer?.Problem);
                    }
                }
            }
            catch (ResubmitRefusedException refused) when (sent + inDoubt > 0)
            {
                problem = refused.Message;
            }

            if (sent + inDoubt == 0 && problem is not null)
            {
                throw Away(problem);
            }

            LogSent(sent, reason, "as they were");
            var left = problem is null ? (await CountAsync(reason, feed, until, cancellationToken)).Count : there.Count - sent - inDoubt;
            return new ReasonAnswer(sent, inDoubt, left, problem);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Null when all of them are taken by somebody else.</summary>
    private async Task<LogAnswer?> SendAsync(FeedStatus target, IReadOnlyList<ResubmitOrder> orders, CancellationToken cancellationToken)
    {
        var (feed, key) = (FeedOf(target), new FeedKey(target.ClusterId!, target.Topic));
        var positions = await Task.Run(() => offsets.Load(key), cancellationToken);
        if (positions.Count == 0)
        {
            throw new ResubmitRefusedException(
                ResubmitRefusal.Away, $"No partition of {target.Topic} has been read yet, so nothing says where to send it: try again in a moment.");
        }

        var judge = JudgeOf(feed);
        orders = [.. orders.Select(order => Placed(order, positions, judge))];
        var claimed = await store.ClaimAsync(key, feed.Name, orders, cancellationToken);
        if (claimed.Count == 0)
        {
            return null;
        }

        // Whoever asked may be gone: what is claimed is sent, and what was sent is noted.
        var answer = await log.SendAsync([.. orders.Where(order => claimed.Contains(order.Id))]);
        await store.SentAsync(answer.Sent, CancellationToken.None);
        await store.ReleaseAsync(answer.NotSent, CancellationToken.None);
        watch.Look();
        return answer with { InDoubt = claimed.Count - answer.Sent.Count - answer.NotSent.Count };
    }

    /// <summary>The partition it came from keeps the order of its key; of a topic with fewer of them now, the first.</summary>
    private ResubmitOrder Placed(ResubmitOrder order, Dictionary<int, StoredOffset> positions, FeedJudge judge)
    {
        var position = positions.GetValueOrDefault(order.Partition) ?? positions.Values.MinBy(one => one.Partition)!;
        var isEvent = judge(order.Sent, time.GetUtcNow().UtcDateTime + Ahead, out _, out var eventTime, out _);
        return order with
        {
            SentPartition = position.Partition, SearchedFrom = position.NextOffset, GoneBefore = position.Gone, EventTime = isEvent ? eventTime : null,
        };
    }

    /// <summary>The feed that reads the topic, if it reads at all.</summary>
    private FeedStatus Target(string topic)
    {
        var feed = gauges.All.Select(gauge => gauge.Current).FirstOrDefault(feed => feed.Topic == topic) ?? throw new ResubmitRefusedException(
            ResubmitRefusal.Conflict, $"No feed reads topic {topic} now, so what is sent to it would not be stored. Name it in Feeds:<Feed>:Topic first.");
        var (refusal, words) = feed.Phase switch
        {
            FeedPhase.Stopped => (ResubmitRefusal.Conflict, $"Feed {feed.Name} is {feed.Problem ?? "turned off"}: what is sent to it would not be read. Turn it on first."),
            FeedPhase.WaitingForKafka => (ResubmitRefusal.Away, $"Kafka is away ({feed.Problem}): nothing was sent. Try again when its feed is read; 'doctor' says more."),
            FeedPhase.WaitingForTopic => (ResubmitRefusal.Away, $"Topic {topic} is not there: nothing was sent. Create it first."),
            FeedPhase.WaitingForDecision => (ResubmitRefusal.Conflict, $"Feed {feed.Name} asks where to go on: answer it first, with 'resume {feed.Name} --at end|start'."),
            FeedPhase.Faulted => (ResubmitRefusal.Conflict, $"Feed {feed.Name} stores nothing now ({feed.Problem}): mend that first."),
            _ when feed.ClusterId is null => (ResubmitRefusal.Away, $"Feed {feed.Name} has not been read yet: try again in a moment."),
            _ => default,
        };
        return words is null ? feed : throw new ResubmitRefusedException(refusal, words);
    }

    /// <summary>Of one feed, which has to be read; else of all that are.</summary>
    private string[] Topics(string? feed)
    {
        if (feed is not null)
        {
            return [Target(gauges[feed].Current.Topic).Topic];
        }

        string[] read = [.. gauges.All.Select(gauge => gauge.Current)
            .Where(status => status.ClusterId is not null && status.Phase is FeedPhase.Running or FeedPhase.WaitingForDatabase)
            .Select(status => status.Topic)];
        return read.Length > 0 ? read : throw Away(gauges.All.Select(gauge => gauge.Current.Problem).FirstOrDefault(problem => problem is not null));
    }

    private static ResubmitRefusedException Away(string? problem) => new(
        ResubmitRefusal.Away, $"Kafka does not take it ({problem ?? "no feed is read"}): nothing was sent. Try again when it is back; 'doctor' says more.");

    private static Feed FeedOf(FeedStatus status) => FeedCatalog.All.First(feed => feed.Name == status.Name);

    private FeedJudge JudgeOf(Feed feed) => feed.CreateJudge(settings.Get(feed.Section));

    [LoggerMessage(LogLevel.Information, "Sent again by an operator: {Count} rejected, {Which}, {How}")]
    private partial void LogSent(int count, string which, string how);
}

/// <summary>Rejects of one reason that can be sent.</summary>
/// <param name="Count">Up to one more than <see cref="Resubmitter.MostCounted"/>.</param>
/// <param name="Until">When the newest of them was refused; null when there is none.</param>
internal sealed record ReasonCount(int Count, DateTime? Until)
{
    /// <summary>As many as one order may send.</summary>
    public int AtOnce => Math.Min(Count, Resubmitter.MostAtOnce);
}

/// <summary>What came of an order for all of a reason.</summary>
/// <param name="Sent">Are in the log.</param>
/// <param name="InDoubt">May be in the log: the broker did not say. It is looked for there, and none of them is sent again until then.</param>
/// <param name="Left">Can be sent by another order.</param>
/// <param name="Problem">Why fewer were sent than confirmed; null when all were.</param>
internal sealed record ReasonAnswer(int Sent, int InDoubt, int Left, string? Problem);
