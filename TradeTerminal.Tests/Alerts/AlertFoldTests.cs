using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Alerts;

public sealed class AlertFoldTests(PostgresFixture postgres)
{
    private static readonly TestClock Clock = new(Market.Start.AddDays(1));

    [Fact]
    public Task Apply_AnySplitOfQuotesWithRestartsAndRollbacks_RaisesTheSame() =>
        HoldsAsync(new QuoteRules(), events => events.Quotes(600));

    [Fact]
    public Task Apply_AnySplitOfReportsWithRestartsAndRollbacks_RaisesTheSame() =>
        HoldsAsync(new PositionRules(), events => events.Reports(600));

    [Fact]
    public Task Apply_AnySplitOfOrdersWithRestartsAndRollbacks_RaisesTheSame() =>
        HoldsAsync(new BookRules(), events => events.Orders(600));

    [Fact]
    public Task Apply_AnySplitOfTicksWithRestartsAndRollbacks_RaisesTheSame() =>
        HoldsAsync(TickRules.Indices(), events => events.Ticks(600));

    [Fact]
    public async Task Apply_Alert_IsStoredWithEverything()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);

        var raised = await store.ApplyAsync(store.NewFold(new QuoteRules()),
            [Market.Quote(0, price: 100).At(3, 7), Market.Quote(1, price: 106.5m).At(3, 8)]);

        var alert = Assert.Single(raised);
        Assert.Equal(
            [$"{alert.AlertId} price_move quotes AAPL NYSE significant {Market.At(1)} AAPL on NYSE moved +6.50 % from 100 to 106.5 test topic 3 8 {Clock.GetUtcNow().UtcDateTime} True"],
            await store.AskAsync(
                """
                SELECT alert_id, kind, feed, symbol, venue, severity, detected_at, message, source_topic, source_partition,
                    source_offset, raised_at, coalesce(acknowledged_at, published_at, notified_at) IS NULL
                FROM alerts
                """));
        Assert.Equal(
            alert.Inputs.OrderBy(input => input.Name),
            AlertInputs.Read((await store.AskAsync("SELECT inputs::text FROM alerts")).Single()).OrderBy(input => input.Name));
    }

    [Fact]
    public async Task Apply_SameEventsJudgedAgain_StoresNothingTwice()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        Quote[] events = [Market.Quote(0, price: 100), Market.Quote(1, price: 110).At(0, 1)];
        await store.ApplyAsync(store.NewFold(new QuoteRules()), events);
        await store.ExecuteAsync("DELETE FROM rule_states");

        await store.ApplyAsync(store.NewFold(new QuoteRules()), events);

        Assert.Equal(["1"], await store.AskAsync("SELECT count(*) FROM alerts"));
    }

    [Fact]
    public async Task Apply_NothingThatConcernsTheRules_WritesNothing()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        var mark = new CommodityEvent(
            CommodityEventKind.TradeMarked, "OIL", 100, 0, "T1", PositionType.Long, 1, 100, null, null, null, Market.Start, 0, 0);

        await store.ApplyAsync(store.NewFold(new CommodityRules()), [mark]);

        Assert.Equal(["0"], await store.AskAsync("SELECT count(*) FROM rule_states"));
    }

    [Fact]
    public async Task Apply_MoreKeysThanAreKept_GoesOnFromWhatIsStored()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        var fold = store.NewFold(new QuoteRules());
        await store.ApplyAsync(fold, [Market.Quote(0, price: 100)]);

        await store.ApplyAsync(fold, [.. Enumerable.Range(0, 10_001).Select(i => Market.Quote(1, symbol: $"S{i}"))]);

        Assert.Single(await store.ApplyAsync(fold, [Market.Quote(2, price: 110)]));
    }

    private async Task HoldsAsync<TEvent, TState>(FeedRules<TEvent, TState> rules, Func<RandomEvents, TEvent[]> make)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var store = new AlertStore(database, Clock);
        for (var seed = 1; seed <= 4; seed++)
        {
            await store.ExecuteAsync("DELETE FROM alerts; DELETE FROM rule_states");
            var random = new Random(seed);
            var events = make(new RandomEvents(random));
            var run = new RuleRun<TEvent, TState>(rules, RuleSet.Default);
            var expected = events.SelectMany(e => run.Judge(e).Select(one => one.ToAlert(AlertStore.Feed, rules.Feed, e)).ToArray())
                .ToList();
            Assert.NotEmpty(expected);

            Assert.Equal(expected.Select(Text), (await WriteAsync(store, rules, events, random)).Select(Text));

            Assert.Equal(
                expected.Select(alert => alert.AlertId.ToString()).Order(), (await store.AskAsync("SELECT alert_id FROM alerts")).Order());
        }
    }

    private static async Task<List<Alert>> WriteAsync<TEvent, TState>(
        AlertStore store, FeedRules<TEvent, TState> rules, TEvent[] events, Random random)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new()
    {
        var fold = store.NewFold(rules);
        var raised = new List<Alert>();
        for (var at = 0; at < events.Length;)
        {
            var count = Math.Min(random.Next(1, 60), events.Length - at);
            fold = random.Next(4) == 0 ? store.NewFold(rules) : fold;
            var commits = random.Next(4) != 0;
            raised.AddRange(await store.ApplyAsync(fold, events[at..(at + count)], commits));
            at += commits ? count : 0;
        }

        return raised;
    }

    private static string Text(Alert alert) => $"{alert with { Inputs = [] }} {AlertInputs.ToJson(alert.Inputs)}";
}
