using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Trades;
using static TradeTerminal.Tests.Alerts.Market;

namespace TradeTerminal.Tests.Alerts.Rules;

/// <summary>
/// What the defaults make of an hour in which nothing happens: 8 symbols on 3 venues quoted each second, with
/// spikes of volume in 5 % of the ticks, and 3 to 10 orders a symbol each 2 seconds, sides even.
/// </summary>
public sealed class QuietHourTests(ITestOutputHelper output)
{
    private static readonly string[] Symbols = ["AAPL", "GOOGL", "MSFT", "AMZN", "TSLA", "NVDA", "META", "NFLX"];
    private static readonly string[] Venues = ["NYSE", "NASDAQ", "BATS"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Judge_QuietHour_IsNeitherSilentNorAFlood(int seed)
    {
        var random = new Random(seed);
        var found = Judge(new QuoteRules(), Quotes(random)).Concat(Judge(new BookRules(), Orders(random)))
            .CountBy(one => (one.Kind, one.Severity)).ToDictionary();
        var spikes = found.Where(one => one.Key.Kind == AlertKind.VolumeSpike).Sum(one => one.Value);
        output.WriteLine(string.Join(", ", found.Select(one => $"{one.Key.Kind} {one.Key.Severity}: {one.Value}")));

        Assert.InRange(spikes, 24, 72);
        Assert.InRange(found.GetValueOrDefault((AlertKind.OrderImbalance, Severity.High)), 0, 16);
        Assert.DoesNotContain(found.Keys, one => one.Kind is AlertKind.PriceMove or AlertKind.Arbitrage);
    }

    private static IEnumerable<Finding> Judge<TEvent, TState>(FeedRules<TEvent, TState> rules, IEnumerable<TEvent> events)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new()
    {
        var run = new RuleRun<TEvent, TState>(rules, RuleSet.Default);
        return events.SelectMany(e => run.Judge(e).ToArray());
    }

    private static IEnumerable<Quote> Quotes(Random random)
    {
        var prices = Symbols.Select(_ => 300.0).ToArray();
        for (var second = 0; second < 3_600; second++)
        {
            for (var i = 0; i < Symbols.Length; i++)
            {
                // A second of a share with a yearly volatility of 40 %.
                prices[i] *= 1 + (0.0002 * ((random.NextDouble() * 2) - 1));
                foreach (var venue in Venues)
                {
                    var price = Math.Round((decimal)prices[i], 2);
                    var half = price * random.Next(1, 20) / 20_000;
                    yield return Quote(
                        second, venue, price, price - half, price + half, random.Next(1_000, 100_000), random.Next(1_000, 100_000),
                        Volume(random), Symbols[i]);
                }
            }
        }
    }

    private static long Volume(Random random) => random.NextDouble() < 0.05
        ? (long)(random.Next(1_000, 10_000) * (3 + (7 * random.NextDouble())))
        : random.Next(1_000, 10_000);

    private static IEnumerable<BookUpdate> Orders(Random random)
    {
        for (var second = 0; second < 3_600; second += 2)
        {
            foreach (var symbol in Symbols)
            {
                for (var orders = random.Next(3, 11); orders > 0; orders--)
                {
                    yield return Order(second, (Side)random.Next(2), random.Next(100, 50_000), symbol);
                }
            }
        }
    }
}
