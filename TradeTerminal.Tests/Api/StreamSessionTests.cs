using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Api;

public sealed class StreamSessionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Run_ClientThatDoesNotRead_IsToldOfTheGap()
    {
        var changes = new ChangeFeed();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1_000, resumeWriterThreshold: 1));
        using var end = new CancellationTokenSource();
        using var session = Session(changes, pipe);
        var running = session.RunAsync(end.Token);

        // The pipe holds an event or two; then the session waits for its reader, and its queue runs over.
        for (var i = 0; i < 3 * ChangeListener.Capacity; i++)
        {
            changes.Publish(Batch(10));
        }

        var read = await ReadUntilAsync(pipe, "event: gap");
        changes.Publish(Batch(1));
        await ReadUntilAsync(pipe, "event: trades");
        await end.CancelAsync();
        await running.WaitAsync(Limit);

        Assert.True(read.Split("event: trades").Length <= ChangeListener.Capacity, "more was held than the queue may hold");
    }

    [Fact]
    public async Task Run_TerminalStops_EndsAndStopsListening()
    {
        var changes = new ChangeFeed();
        using var end = new CancellationTokenSource();
        var session = Session(changes, new Pipe());
        var running = session.RunAsync(end.Token);
        Assert.Equal(1, changes.ListenerCount);

        await end.CancelAsync();
        await running.WaitAsync(Limit);
        session.Dispose();

        Assert.Equal(0, changes.ListenerCount);
    }

    [Fact]
    public async Task Run_ClientGone_Ends()
    {
        var changes = new ChangeFeed();
        var pipe = new Pipe();
        using var session = Session(changes, pipe);
        await pipe.Reader.CompleteAsync();

        await session.RunAsync(CancellationToken.None).WaitAsync(Limit);
    }

    private static StreamSession Session(ChangeFeed changes, Pipe pipe) => new(
        changes.Listen(), new EventWriter(pipe.Writer, JsonSerializerOptions.Web), new CandleChanges(new MarketUpdates(NullLogger<MarketUpdates>.Instance)),
        [], TickerFilter.All, TimeProvider.System);

    private static CommittedBatch<Trade> Batch(int trades) => new(
        new FeedKey("cluster", "orders"),
        [.. Enumerable.Range(0, trades).Select(i => new Trade(Guid.NewGuid(), "AAPL", 1.5m, 1, Side.Buy, DateTime.UtcNow, 0, i))],
        DateTimeOffset.UtcNow);

    private static async Task<string> ReadUntilAsync(Pipe pipe, string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        var read = new StringBuilder();
        while (!read.ToString().Contains(text, StringComparison.Ordinal))
        {
            var result = await pipe.Reader.ReadAsync(limit.Token);
            foreach (var segment in result.Buffer)
            {
                read.Append(Encoding.UTF8.GetString(segment.Span));
            }

            pipe.Reader.AdvanceTo(result.Buffer.End);
        }

        return read.ToString();
    }
}
