using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Days;

public sealed class DayStoreTests : IDisposable
{
    private readonly TerminalDatabase _databases = new(() => "Host=127.0.0.1;Port=1");
    private readonly ScreenClock _clock = new();
    private readonly Store _store;

    public DayStoreTests() => _store = new Store(_databases, _clock);

    public void Dispose()
    {
        _store.Dispose();
        _databases.Dispose();
    }

    [Fact]
    public async Task AskAsync_ManyAtOnce_IsReadOnceASecond()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync("a")));

        Assert.All(answers, answer => Assert.Same(answers[0], answer));
        Assert.Equal(1, _store.Readings);
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        await AskAsync("a");
        Assert.Equal(1, _store.Readings);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await AskAsync("a");
        Assert.Equal(2, _store.Readings);
    }

    [Fact]
    public async Task AskAsync_NothingHasChanged_IsTheSameAnswer()
    {
        var first = await AskAsync("a");
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Same(first, await AskAsync("a"));

        _store.Rows = [2];
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([2], (await AskAsync("a")).Rows);
        Assert.Equal([2], _store.Newest("a")!.Rows);
    }

    /// <summary>A slow answer is asked for seldom: no more than a twentieth of the time goes into it.</summary>
    [Fact]
    public async Task AskAsync_SlowReading_RestsTwentyTimesAsLong()
    {
        _store.Takes = TimeSpan.FromSeconds(3);
        await AskAsync("a");
        _clock.Advance(TimeSpan.FromSeconds(59));
        await AskAsync("a");
        Assert.Equal(1, _store.Readings);

        _clock.Advance(TimeSpan.FromSeconds(2));
        await AskAsync("a");
        Assert.Equal(2, _store.Readings);
    }

    [Fact]
    public async Task Newest_CannotBeRead_KeepsTheAnswerBeforeAndAsksAgain()
    {
        await AskAsync("a");
        _store.Problem = new InvalidOperationException("away");
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(_store.Newest("a"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync("a"));
        Assert.Equal([1], _store.Newest("a")!.Rows);

        _store.Problem = null;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([1], (await AskAsync("a")).Rows);
    }

    /// <summary>A database that hung for ten seconds is asked again when it is back, and not after twenty times ten.</summary>
    [Fact]
    public async Task AskAsync_SlowFailure_IsTriedAgainSoon()
    {
        (_store.Takes, _store.Problem) = (TimeSpan.FromSeconds(10), new TimeoutException("hangs"));
        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync("a"));
        (_store.Takes, _store.Problem) = (TimeSpan.Zero, null);

        _clock.Advance(TimeSpan.FromSeconds(16));

        Assert.Equal([1], (await AskAsync("a")).Rows);
    }

    [Fact]
    public async Task AskAsync_MoreQuestionsThanAreHeld_LeavesTheOneAskedLeastLately()
    {
        for (var i = 0; i <= Store.Capacity; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await AskAsync($"{i}");
        }

        Assert.NotNull(_store.Newest($"{Store.Capacity}"));
        Assert.Equal(Store.Capacity + 1, _store.Readings);
        await AskAsync("0");
        Assert.Equal(Store.Capacity + 2, _store.Readings);
    }

    [Fact]
    public async Task AskAsync_MoreQuestionsAtOnceThanAreHeld_ReadsTwoAtATimeAndAnswersAll()
    {
        _store.Gate = new TaskCompletionSource();
        var answers = Enumerable.Range(0, Store.Capacity + 5).Select(i => AskAsync($"{i}")).ToList();
        await Eventually.TrueAsync(() => _store.Readings == 2, () => $"{_store.Readings} are being read");
        Assert.Null(_store.Newest("one more"));

        _store.Gate.SetResult();

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal([1], answer.Rows));
        Assert.Equal(2, _store.MostAtOnce);
    }

    private Task<DayAnswer<int>> AskAsync(string question) =>
        _store.AskAsync(question, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);

    private sealed class Store(IDbContextFactory<TerminalDbContext> databases, ScreenClock clock)
        : DayStore<string, int>(databases, new MarketUpdates(NullLogger<MarketUpdates>.Instance), clock, NullLogger.Instance)
    {
        private int _readings;
        private int _now;

        public int Readings => _readings;

        public int MostAtOnce { get; private set; }

        public TaskCompletionSource? Gate { get; set; }

        public ImmutableArray<int> Rows { get; set; } = [1];

        public TimeSpan Takes { get; set; }

        public Exception? Problem { get; set; }

        protected override async Task<ImmutableArray<int>> ReadAsync(
            TerminalDbContext database, string question, DayBefore<int>? before, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _readings);
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            await (Gate?.Task ?? Task.CompletedTask);
            Interlocked.Decrement(ref _now);
            clock.Advance(Takes);
            return Problem is null ? Rows : throw Problem;
        }
    }
}
