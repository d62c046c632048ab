using System.Collections.Immutable;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Alerts.Rules;

/// <summary>The verdict follows from the stored inputs alone, worked out here a second time, by division and by hand.</summary>
public sealed class WhyTests
{
    private static readonly PriceMoveSettings Moves = new() { ModerateEnabled = true, CoolDownSeconds = 0 };
    private static readonly VolumeSpikeSettings Spikes = new() { AnomalyEnabled = true, CoolDownSeconds = 0 };

    [Fact]
    public void Inputs_PriceMove_GiveTheVerdict() => Holds(new TradeRules(), Moves, events => events.Trades(300), why =>
    {
        var percent = (why.Number("price") - why.Number("previous")) / why.Number("previous") * 100;
        Assert.Equal(Math.Round(percent, 6), why.Number("percent"));
        Assert.Equal(
            why.Severity == Severity.Significant ? Moves.SignificantPercent : Moves.ModeratePercent, why.Number("thresholdPercent"));
        return Math.Abs(percent) > 5 ? Severity.Significant : Math.Abs(percent) > 2 ? Severity.Moderate : null;
    });

    [Fact]
    public void Inputs_VolumeSpike_GiveTheVerdict() => Holds(new QuoteRules(), Spikes, events => events.Quotes(300), why =>
    {
        var preceding = (ImmutableArray<decimal>)why["preceding"];
        Assert.Equal(20, preceding.Length);
        var mean = preceding.Average();
        Assert.Equal(mean, why.Number("mean"));
        var ratio = why.Number("volume") / mean;
        Assert.Equal(Math.Round(ratio, 6), why.Number("ratio"));
        var deviation = Math.Sqrt(preceding.Average(volume => Math.Pow((double)(volume - mean), 2)));
        var z = (double)(why.Number("volume") - mean) / deviation;
        Assert.Equal(z, (double)why.Number("zScore"), 1e-5);
        return ratio > 5 ? Severity.Extreme : ratio > 3 ? Severity.High : Math.Abs(z) > 2 ? Severity.Anomaly : null;
    });

    [Fact]
    public void Inputs_Risk_GiveTheVerdict() => Holds(
        new PositionRules(), new RiskSettings { CoolDownSeconds = 0 }, events => events.Reports(300), why =>
    {
        if (why.Severity == Severity.DailyLossLimit)
        {
            var pnl = why.Inputs.Where(input => input.Name.StartsWith("pnl ", StringComparison.Ordinal)).Sum(input => (decimal)input.Value);
            Assert.Equal(pnl, why.Number("pnl"));
            Assert.Equal(-50_000, why.Number("threshold"));
            return pnl < -50_000 ? Severity.DailyLossLimit : null;
        }

        var value = Math.Abs(why.Number("size") * why.Number("averagePrice"));
        Assert.Equal(value, why.Number("value"));
        return value > 1_000_000 ? Severity.LimitExceeded : value > 500_000 ? Severity.Warning : null;
    });

    [Fact]
    public void Inputs_OrderImbalance_GiveTheVerdict() => Holds(
        new BookRules(), new OrderImbalanceSettings { CoolDownSeconds = 0 }, events => events.Orders(300), why =>
    {
        var (bought, sold) = (why.Number("bought"), why.Number("sold"));
        Assert.Equal(bought + sold, why.Number("total"));
        Assert.Equal(bought > sold ? "buy" : "sell", why["side"]);
        Assert.InRange((DateTime)why["windowTo"] - (DateTime)why["windowFrom"], TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(60));
        var share = Math.Max(bought, sold) / (bought + sold) * 100;
        Assert.Equal(Math.Round(share, 6), why.Number("sharePercent"));
        var isFilled = why.Number("orders") >= why.Number("minimumOrders") || why.Number("watchedSeconds") >= 60;
        return bought + sold > 10_000 && share > 70 && isFilled ? Severity.High : null;
    });

    [Fact]
    public void Inputs_Arbitrage_GiveTheVerdict() => Holds(
        new QuoteRules(), new ArbitrageSettings { CoolDownSeconds = 0, FeeBps = 1.5m }, events => events.Quotes(300), why =>
    {
        var (bid, ask, size) = (why.Number("bid"), why.Number("ask"), Math.Min(why.Number("askSize"), why.Number("bidSize")));
        Assert.Equal(size, why.Number("size"));
        Assert.Equal((bid - ask) * size, why.Number("profit"));
        var bps = (bid - ask) / ask * 10_000;
        Assert.InRange(((bps - 1.5m) / 10_000 * ask * size) - why.Number("profitAfterFee"), -0.000001m, 0.000001m);
        var apart = ((DateTime)why["askAt"] - (DateTime)why["bidAt"]).Duration();
        Assert.Equal(apart.Ticks / 10_000_000m, why.Number("ageDifferenceSeconds"));
        return bps - 1.5m > 10 && size > 50_000 && apart <= TimeSpan.FromSeconds(10) ? Severity.Opportunity : null;
    });

    private static void Holds<TEvent, TState>(
        FeedRules<TEvent, TState> rules, RuleSettings settings, Func<RandomEvents, TEvent[]> make, Func<Why, Severity?> recompute)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new()
    {
        var seen = 0;
        Properties.HoldForSeeds(30, random =>
        {
            foreach (var finding in Market.Find(rules, settings, make(new RandomEvents(random))))
            {
                seen++;
                var why = new Why(finding.Severity, AlertInputs.Read(AlertInputs.ToJson(finding.Inputs)));
                Assert.Equal<Severity?>(finding.Severity, recompute(why));
            }
        });
        Assert.True(seen > 50, $"only {seen} alerts came of all events: they show nothing");
    }

    private sealed record Why(Severity Severity, ImmutableArray<AlertInput> Inputs)
    {
        internal object this[string name] => Inputs.Single(input => input.Name == name).Value;

        internal decimal Number(string name) => (decimal)this[name];
    }
}
