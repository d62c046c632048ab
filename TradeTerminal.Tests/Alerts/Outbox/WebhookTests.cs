using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts.Outbox;

public sealed class WebhookTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    private readonly TestClock _clock = new(Start.AddMinutes(1));
    private readonly RecordingLogger _log = new();
    private readonly TestHook _hook = new();
    private readonly OutboxProblems _problems = new();
    private readonly HttpClient _client = new() { Timeout = Patience.Limit };
    private AlertOutbox? _outbox;
    private TestDatabase _database = null!;
    private TerminalDatabase _databases = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _databases = new TerminalDatabase(() => _database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hook.DisposeAsync();
        _databases.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Take_Accepted_IsPostedOnceAndMarked()
    {
        var alert = await AddAsync(TestAlerts.PriceMove("AAPL", Start));

        await Outbox().TakeAsync(CancellationToken.None);
        await Outbox().TakeAsync(CancellationToken.None);

        var post = Assert.Single(_hook.Posts);
        Assert.Equal(("/hook/s3cret", "application/json; charset=utf-8", alert.AlertId.ToString()),
            (post.Path, post.ContentType, post.Key));
        Assert.Equal(alert.AlertId, JsonSerializer.Deserialize<JsonElement>(post.Body).GetProperty("alertId").GetGuid());
        Assert.Equal(_clock.GetUtcNow().UtcDateTime, (await _databases.FindAsync(alert.AlertId)).NotifiedAt);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Found)]
    public async Task Take_NotAccepted_IsPostedAgainLater(HttpStatusCode answer)
    {
        var alert = await AddAsync(TestAlerts.PriceMove("AAPL", Start));
        _hook.Answers.Enqueue(answer);

        await Outbox().TakeAsync(CancellationToken.None);
        Assert.Null((await _databases.FindAsync(alert.AlertId)).NotifiedAt);
        Assert.Equal(0, await Outbox().TakeAsync(CancellationToken.None));
        _clock.Advance(AlertTries.FirstWait);
        await Outbox().TakeAsync(CancellationToken.None);

        Assert.Equal([alert.AlertId.ToString(), alert.AlertId.ToString()], _hook.Posts.Select(post => post.Key));
        Assert.NotNull((await _databases.FindAsync(alert.AlertId)).NotifiedAt);
    }

    [Fact]
    public async Task Take_OneIsNeverTaken_HoldsUpNoOtherAndIsTriedLaterAndLater()
    {
        var poison = await AddAsync(TestAlerts.PriceMove("AAPL", Start));
        var (tries, wait) = (0, AlertTries.FirstWait);
        while (_clock.GetUtcNow() - Start <= Webhook.GiveUpAfter)
        {
            var next = await AddAsync(TestAlerts.PriceMove("AAPL", _clock.GetUtcNow().UtcDateTime));
            _hook.Answers.Enqueue(HttpStatusCode.NotFound);
            await Outbox().TakeAsync(CancellationToken.None);
            Assert.NotNull((await _databases.FindAsync(next.AlertId)).NotifiedAt);
            Assert.Equal(0, await Outbox().TakeAsync(CancellationToken.None));
            tries++;
            _clock.Advance(wait);
            wait = wait * 2 < AlertTries.LongestWait ? wait * 2 : AlertTries.LongestWait;
        }

        await Outbox().TakeAsync(CancellationToken.None);

        Assert.InRange(tries, 90, 110);
        Assert.Equal(tries, _hook.Posts.Count(post => post.Key == poison.AlertId.ToString()));
        Assert.Equal(DateTime.MinValue, (await _databases.FindAsync(poison.AlertId)).NotifiedAt);
        Assert.Contains(_log.Entries,
            entry => entry.Message.Contains("not sent to the webhook at 127.0.0.1 any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Take_NoneIsTaken_StopsAfterAFew()
    {
        for (var i = 0; i < 20; i++)
        {
            await AddAsync(TestAlerts.PriceMove("AAPL", Start.AddSeconds(i)));
            _hook.Answers.Enqueue(HttpStatusCode.InternalServerError);
        }

        var problem = await Assert.ThrowsAsync<UndeliveredException>(() => Outbox().TakeAsync(CancellationToken.None));

        Assert.Equal("it answers 500", problem.Message);
        Assert.Equal(Webhook.MostInARow, _hook.Posts.Count);
    }

    [Fact]
    public async Task Take_EventOlderThanTheBound_IsNotPosted()
    {
        var old = await AddAsync(TestAlerts.PriceMove("AAPL", Start.AddDays(-7), raisedAt: Start));
        var fresh = await AddAsync(TestAlerts.PriceMove("MSFT", Start));

        await Outbox(TimeSpan.FromHours(1)).TakeAsync(CancellationToken.None);

        Assert.Equal(fresh.AlertId.ToString(), Assert.Single(_hook.Posts).Key);
        Assert.Equal(DateTime.MinValue, (await _databases.FindAsync(old.AlertId)).NotifiedAt);
    }

    [Fact]
    public async Task Take_HasItAlready_CountsAsDelivered()
    {
        var alert = await AddAsync(TestAlerts.PriceMove("AAPL", Start));
        _hook.Answers.Enqueue(HttpStatusCode.Conflict);

        await Outbox().TakeAsync(CancellationToken.None);

        Assert.Equal(_clock.GetUtcNow().UtcDateTime, (await _databases.FindAsync(alert.AlertId)).NotifiedAt);
    }

    [Fact]
    public async Task Run_OneIsNotTaken_SaysSoUntilItIs()
    {
        await AddAsync(TestAlerts.PriceMove("AAPL", Start));
        _hook.Answers.Enqueue(HttpStatusCode.NotFound);
        using var end = new CancellationTokenSource();
        var running = Outbox().RunAsync(end.Token);

        await Eventually.TrueAsync(() => _problems.All.Count == 1, () => "the problem is told");
        Assert.Equal("webhook at 127.0.0.1: it answers 404 to some alerts; the others go on", _problems.All[0]);
        _clock.Advance(AlertTries.FirstWait);
        await Eventually.TrueAsync(() => _problems.All.Count == 0, () => "the problem is gone");

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Take_Malformed_IsGivenUpAndDoesNotHoldUpTheNext()
    {
        var first = await AddAsync(TestAlerts.PriceMove("AAPL", Start));
        var second = await AddAsync(TestAlerts.PriceMove("AAPL", Start.AddSeconds(1)));
        _hook.Answers.Enqueue(HttpStatusCode.BadRequest);

        await Outbox().TakeAsync(CancellationToken.None);

        Assert.Equal(DateTime.MinValue, (await _databases.FindAsync(first.AlertId)).NotifiedAt);
        Assert.Equal(_clock.GetUtcNow().UtcDateTime, (await _databases.FindAsync(second.AlertId)).NotifiedAt);
    }

    [Fact]
    public async Task Take_SnoozedOrTooOld_IsLeftOut()
    {
        var snoozed = await AddAsync(TestAlerts.PriceMove("AAPL", Start));
        var woken = await AddAsync(TestAlerts.PriceMove("MSFT", Start));
        var old = await AddAsync(TestAlerts.PriceMove("TSLA", Start - Webhook.GiveUpAfter));
        await SnoozeAsync("AAPL", Start.AddHours(1));
        await SnoozeAsync("MSFT", Start);

        await Outbox().TakeAsync(CancellationToken.None);

        Assert.Equal(woken.AlertId.ToString(), Assert.Single(_hook.Posts).Key);
        Assert.Equal(DateTime.MinValue, (await _databases.FindAsync(snoozed.AlertId)).NotifiedAt);
        Assert.Equal(DateTime.MinValue, (await _databases.FindAsync(old.AlertId)).NotifiedAt);
    }

    [Fact]
    public async Task Take_GraverThanSnoozed_IsPosted()
    {
        await AddAsync(TestAlerts.Risk("TRADER_001", Start, "warning"));
        var graver = await AddAsync(TestAlerts.Risk("TRADER_001", Start.AddSeconds(1), "limit_exceeded"));
        await using (var database = _databases.CreateDbContext())
        {
            database.AlertSnoozes.Add(
                new AlertSnoozeRow { Kind = "risk", Symbol = "TRADER_001", Until = Start.AddHours(1), Severity = "warning" });
            await database.SaveChangesAsync();
        }

        await Outbox().TakeAsync(CancellationToken.None);

        Assert.Equal(graver.AlertId.ToString(), Assert.Single(_hook.Posts).Key);
    }

    [Fact]
    public async Task Run_NobodyListens_SaysSoWithoutTheSecret()
    {
        await _hook.DisposeAsync();
        await AddAsync(TestAlerts.PriceMove("AAPL", Start));
        using var end = new CancellationTokenSource();
        var running = Outbox().RunAsync(end.Token);

        await Eventually.TrueAsync(() => _problems.All.Count == 1 && _log.Entries.Count > 0, () => "the problem is told");
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.StartsWith("webhook at 127.0.0.1: ", _problems.All[0], StringComparison.Ordinal);
        Assert.All(_log.Entries, entry => Assert.Equal(LogLevel.Warning, entry.Level));
        Assert.DoesNotContain("s3cret",
            string.Concat(_problems.All) + string.Concat(_log.Entries.Select(entry => entry.Message)), StringComparison.Ordinal);
    }

    /// <summary>The same one, as the terminal has it: another one would wait for the lease.</summary>
    private AlertOutbox Outbox(TimeSpan? oldestEvent = null) => _outbox ??= new(
        new Webhook(_hook.Address, _client, _databases, _clock, _log), new ChangeFeed(), _databases, _problems, _clock, _log, new MadeUpPast(),
        oldestEvent);

    private async Task<AlertRow> AddAsync(AlertRow alert)
    {
        await _databases.AddAsync(alert);
        return alert;
    }

    private async Task SnoozeAsync(string symbol, DateTime until)
    {
        await using var database = _databases.CreateDbContext();
        database.AlertSnoozes.Add(new AlertSnoozeRow { Kind = "price_move", Symbol = symbol, Until = until });
        await database.SaveChangesAsync();
    }
}
