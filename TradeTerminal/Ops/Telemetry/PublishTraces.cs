using System.Diagnostics;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Tracing;
using TradeTerminal.Market;

namespace TradeTerminal.Ops.Telemetry;

/// <summary>
/// The last span of a traced batch: from its commit to the snapshot that shows it. There is one of these only where spans go somewhere.
/// </summary>
internal sealed class PublishTraces(ChangeFeed changes, MarketProgress progress, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>What was made anew in between is never shown.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly List<Waiting> _waiting = [];
    private ChangeListener? _listener;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A batch that finds no room has no such span.
        _listener = changes.Listen(static batch => batch.Trace != default && PricedFeeds.All.Contains(batch.FeedName));
        progress.Advanced += End;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        progress.Advanced -= End;
        _listener?.Dispose();
    }

    /// <summary>On the thread of the pump, which is one.</summary>
    private void End()
    {
        while (_waiting.Count < ChangeListener.Capacity && _listener!.TryTake(out var batch))
        {
            _waiting.Add(new Waiting(batch.Feed, batch.Ranges, batch.Trace, batch.CommittedAt));
        }

        _waiting.RemoveAll(batch =>
        {
            if (!batch.Ranges.All(range => progress.Has(TopicPartitionKey.Of(batch.Feed, range.Partition), range.To)))
            {
                return time.GetUtcNow() - batch.CommittedAt > Longest;
            }

            Traces.Source.StartActivity(
                $"publish {batch.Feed.Topic}", ActivityKind.Internal, batch.Trace, startTime: batch.CommittedAt)?.Dispose();
            return true;
        });
    }

    /// <summary>Of a batch, without its events.</summary>
    private sealed record Waiting(FeedKey Feed, IReadOnlyList<OffsetRange> Ranges, ActivityContext Trace, DateTimeOffset CommittedAt);
}
