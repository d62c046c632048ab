using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Api.Streaming;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Api.Streaming;

public sealed class StreamSessionTests
{
    private static readonly TimeSpan Limit = Patience.Limit;

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

        // Where the session was awake before the queue ran over, it held one more: the one that it was writing.
        Assert.InRange(read.Split("event: trades").Length - 1, 0, ChangeListener.Capacity + 1);
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

    [Fact]
    public async Task Run_BatchWithAlerts_SendsThoseAboutTheTickers()
    {
        var changes = new ChangeFeed();
        var pipe = new Pipe();
        using var end = new CancellationTokenSource();
        using var session = Session(changes, pipe, TickerFilter.Of(["AAPL"]));
        var running = session.RunAsync(end.Token);

        changes.Publish(Batch(1) with { Alerts = [Alert("MSFT"), Alert("AAPL")] });

        var read = await ReadUntilAsync(pipe, "event: alerts");
        read = read.Contains("detectedAt", StringComparison.Ordinal) ? read : read + await ReadUntilAsync(pipe, "detectedAt");
        await end.CancelAsync();
        await running.WaitAsync(Limit);
        var line = read[read.IndexOf("event: alerts", StringComparison.Ordinal)..].Split('\n')[1];
        var alert = Assert.Single(JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]).EnumerateArray());
        Assert.Equal(("AAPL", "price_move", "orders"), (
            alert.GetProperty("symbol").GetString(), alert.GetProperty("kind").GetString(), alert.GetProperty("topic").GetString()));
        Assert.Equal(106.2m, alert.GetProperty("inputs").GetProperty("price").GetDecimal());
    }

    private static Alert Alert(string symbol) => new(
        Guid.NewGuid(), AlertKind.PriceMove, "trades", symbol, "", Severity.Significant, DateTime.UtcNow, "moved",
        [new AlertInput("price", 106.2m)], 0, 7);

    private static StreamSession Session(ChangeFeed changes, Pipe pipe) => Session(changes, pipe, TickerFilter.All);

    private static StreamSession Session(ChangeFeed changes, Pipe pipe, TickerFilter filter) => new(
        changes.Listen(), new EventWriter(pipe.Writer, JsonSerializerOptions.Web),
        new CandleChanges(new MarketUpdates(NullLogger<MarketUpdates>.Instance)),
        [], filter, TimeProvider.System);

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
