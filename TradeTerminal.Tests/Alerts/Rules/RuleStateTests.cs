using System.Buffers;
using System.Text.Json;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Alerts.Levels;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Alerts.Rules;

/// <summary>A restart anywhere changes no alert, to the last digit of its inputs.</summary>
public sealed class RuleStateTests
{
    private static readonly RuleSet Talkative = new()
    {
        PriceMove = new() { ModerateEnabled = true, CoolDownSeconds = 3, Repeat = Repeat.Once },
        VolumeSpike = new() { AnomalyEnabled = true, CoolDownSeconds = 20 },
        Risk = new() { CoolDownSeconds = 60 },
        OrderImbalance = new() { CoolDownSeconds = 5, SharePercent = 55 },
        Arbitrage = new() { CoolDownSeconds = 2, FeeBps = 1.5m },
    };

    [Fact]
    public void Read_InTheMiddleOfQuotes_GoesOnAsIfNothingHadHappened() =>
        Holds(new QuoteRules(), events => events.Quotes(400));

    [Fact]
    public void Read_InTheMiddleOfTicks_GoesOnAsIfNothingHadHappened() =>
        Holds(TickRules.Indices(), events => events.Ticks(400));

    [Fact]
    public void Read_InTheMiddleOfTrades_GoesOnAsIfNothingHadHappened() =>
        Holds(new TradeRules(), events => events.Trades(400));

    [Fact]
    public void Read_InTheMiddleOfOrders_GoesOnAsIfNothingHadHappened() =>
        Holds(new BookRules(), events => events.Orders(400));

    [Fact]
    public void Read_InTheMiddleOfReports_GoesOnAsIfNothingHadHappened() =>
        Holds(new PositionRules(), events => events.Reports(400));

    [Fact]
    public void Read_InTheMiddleOfMovesWithinAWindow_GoesOnAsIfNothingHadHappened()
    {
        var windowed = Talkative with { PriceMove = Talkative.PriceMove with { WindowSeconds = 4 } };
        Holds(new QuoteRules(), events => events.Quotes(400), windowed);
        Holds(new TradeRules(), events => events.Trades(400), windowed);
    }

    [Fact]
    public void Read_InTheMiddleOfLevels_GoesOnAsIfNothingHadHappened()
    {
        var levels = LevelSet.Of(
            [
                TestLevel.Of("AAPL", 100, LevelDirection.Crosses, Repeat.Every), TestLevel.Of("MSFT", 102, LevelDirection.Above, Repeat.Every),
                TestLevel.Of("TSLA", 98, LevelDirection.Below), TestLevel.Of("AAPL", 101, LevelDirection.Above),
            ],
            DateTime.UnixEpoch);
        Holds(new TradeRules(), events => events.Trades(400), RuleSet.Default with { PriceMove = new() { Enabled = false }, Levels = levels });
    }

    private static void Holds<TEvent, TState>(FeedRules<TEvent, TState> rules, Func<RandomEvents, TEvent[]> make, RuleSet? settings = null)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new()
    {
        var spoken = 0;
        Properties.HoldForSeeds(60, random =>
        {
            var events = make(new RandomEvents(random));
            var straight = Judge(rules, settings, events, () => false);
            spoken += straight.Count;

            Assert.Equal(straight, Judge(rules, settings, events, () => random.Next(20) == 0));
            Assert.Equal(straight, Judge(rules, settings, events, () => true));
        });
        Assert.True(spoken > 100, $"only {spoken} alerts came of all events: they show nothing");
    }

    private static List<string> Judge<TEvent, TState>(
        FeedRules<TEvent, TState> rules, RuleSet? settings, TEvent[] events, Func<bool> restarts)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new()
    {
        var states = new Dictionary<string, TState>();
        var alerts = new List<string>();
        foreach (var e in events)
        {
            var state = states.GetValueOrDefault(e.Symbol) ?? new TState();
            states[e.Symbol] = state = restarts() ? WrittenAndRead(state) : state;
            var found = new List<Finding>();
            rules.Judge(e, state, settings ?? Talkative, found);
            alerts.AddRange(found.Select(one =>
                $"{e.Offset} {one.Kind} {one.Symbol} {one.Venue} {one.Severity} {one.Message} {AlertInputs.ToJson(one.Inputs)}"));
        }

        return alerts;
    }

    private static TState WrittenAndRead<TState>(TState state)
        where TState : class, IRuleState<TState>, new()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            state.Write(json);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return TState.Read(document.RootElement);
    }
}
