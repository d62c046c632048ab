using System.Text.Json;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Tests.Producers.Synthetic.Prices;

public sealed class SharedMarketTests
{
    private static readonly string[] Symbols = [.. Equity.Symbols];

    /// <summary>Trades, quotes, orders and positions of one symbol at one moment are of one price.</summary>
    [Fact]
    public void Advance_AllFeeds_AgreeOnThePrice()
    {
        var trades = new SyntheticTrades(Symbols, SharedMarket.Seed);
        var feeds = new ISyntheticFeed[]
        {
            new SyntheticQuotes(Symbols, SharedMarket.Seed, 1), new SyntheticOrderBook(Symbols, SharedMarket.Seed, 1),
            new SyntheticTraders(Symbols, SharedMarket.Seed, 1),
        };
        for (var minute = 0; minute < 600; minute += 7)
        {
            var at = Steps.Start.AddMinutes(minute);
            var traded = Enumerable.Range(0, 40).SelectMany(_ => Read(trades, at))
                .GroupBy(trade => trade.Text("ticker")).ToDictionary(group => group.Key, group => group.Average(trade => trade.Number("price")));
            var events = feeds.SelectMany(feed => Read(feed, at)).ToList();
            foreach (var (symbol, price) in traded)
            {
                var said = events.Where(e => e.Text("symbol") == symbol).ToList();
                Assert.All(said.Where(e => e.TryGetProperty("bid_price", out _)), quote => Near(price, quote.Number("price"), 0.0015m));
                Assert.All(said.Where(e => e.TryGetProperty("order_type", out var type) && type.GetString() == "MARKET"),
                    order => Near(price, order.Number("price"), 0.0005m));
                Assert.All(said.Where(e => e.TryGetProperty("position_size", out _) && e.Number("position_size") > 100),
                    report => Near(price, report.Number("avg_price") + (report.Number("current_pnl") / report.Number("position_size")), 0.0005m));
            }
        }
    }

    [Fact]
    public void Advance_StartedAgain_GoesOnFromWhereItWas()
    {
        decimal Of(DateTime at) => Read(new SyntheticTrades(["AAPL"], SharedMarket.Seed), at)[0].Number("price");

        Near(Of(Steps.Start), Of(Steps.Start.AddMilliseconds(50)), 0.0005m);
        Assert.NotEqual(Of(Steps.Start), Of(Steps.Start.AddHours(3)));
    }

    [Fact]
    public void Advance_Stress_SwingsMoreFromWhereTheRunBegan()
    {
        List<double> Mids(decimal stress)
        {
            var price = new SharedPrice("AAPL", 175, 0.25, stress);
            return [.. Enumerable.Range(0, 200).Select(i => price.Next(Steps.Start.AddSeconds(i)))];
        }

        var (calm, wild) = (Mids(1), Mids(20));

        Assert.Equal(calm[0], wild[0], 9);
        Assert.Equal(20 * Math.Log(calm[^1] / calm[0]), Math.Log(wild[^1] / wild[0]), 9);
    }

    [Fact]
    public void Advance_Quotes_MakeNoArbitrageOverTenBasisPoints()
    {
        var feed = new SyntheticQuotes(Symbols, SharedMarket.Seed, 1);
        var before = Read(feed, Steps.Start);
        for (var second = 1; second < 7_200; second++)
        {
            var now = Read(feed, Steps.Start.AddSeconds(second));
            foreach (var quotes in before.Concat(now).GroupBy(quote => quote.Text("symbol")))
            {
                var best = quotes.Max(quote => quote.Number("bid_price")) / quotes.Min(quote => quote.Number("ask_price"));
                Assert.InRange((best - 1) * 10_000, -20, 10);
            }

            before = now;
        }
    }

    /// <summary>No window of the rule is one-sided while it fills, whether steps come each two seconds or seldom.</summary>
    [Theory]
    [InlineData(2, 30)]
    [InlineData(75, 1)]
    public void Advance_OrdersBegin_NeitherSideOutweighsTheOther(int seconds, int steps)
    {
        for (var run = 0; run < 50; run++)
        {
            var feed = new SyntheticOrderBook(["AAPL"], SharedMarket.Seed, 0.001m);
            for (var windows = 0; windows < (steps == 1 ? 20 : 1); windows++)
            {
                var (bought, sold) = (0m, 0m);
                for (var step = 0; step < steps; step++)
                {
                    foreach (var order in Read(feed, Steps.Start.AddSeconds(((windows * steps) + step) * seconds)))
                    {
                        (bought, sold) = order.Text("side") == "BUY" ? (bought + order.Number("quantity"), sold) : (bought, sold + order.Number("quantity"));
                        Assert.True(bought + sold <= 10_000 || Math.Max(bought, sold) / (bought + sold) < 0.7m, $"{bought} bought, {sold} sold");
                    }
                }
            }
        }
    }

    /// <summary>Two starts are two days at the desk: what is not a price is not the same again.</summary>
    [Fact]
    public void Advance_StartedAgain_ThrowsOtherDice()
    {
        string Of(ISyntheticFeed feed) => string.Join('\n', Enumerable.Range(0, 40).SelectMany(second =>
            Steps.Next(feed, Steps.Start.AddSeconds(second))).Select(sent => System.Text.Encoding.UTF8.GetString(sent.Value)));
        foreach (var create in (Func<int, ISyntheticFeed>[])[
            seed => new SyntheticQuotes(Symbols, seed, 1), seed => new SyntheticOrderBook(Symbols, seed, 1), seed => new SyntheticTraders(Symbols, seed, 1),
            seed => new SyntheticCommodities(["OIL"], seed), seed => new SyntheticIndices(seed)])
        {
            Assert.NotEqual(Of(create(SharedMarket.Seed)), Of(create(SharedMarket.Seed)));
            Assert.Equal(Of(create(7)), Of(create(7)));
        }
    }

    /// <summary>As many a day whether made up minute by minute or as they come.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    public void Advance_Quotes_SpikesAreAsFrequentInThePastAsNow(int seconds)
    {
        var feed = new SyntheticQuotes([.. Enumerable.Range(0, 40).Select(i => $"S{i}")], SharedMarket.Seed, 1);
        const int Hours = 4;
        var spikes = 0;
        var volume = "\"volume\":"u8;
        for (var at = 0; at < Hours * 3_600; at += seconds)
        {
            foreach (var sent in Steps.Next(feed, Steps.Start.AddSeconds(at)))
            {
                var text = sent.Value.AsSpan()[(sent.Value.AsSpan().IndexOf(volume) + volume.Length)..];
                spikes += System.Buffers.Text.Utf8Parser.TryParse(text, out int size, out _) && size >= 10_000 ? 1 : 0;
            }
        }

        // Forty are to be expected, nine in ten of them so large.
        Assert.InRange(spikes, 12, 70);
    }

    private static void Near(decimal expected, decimal actual, decimal share) =>
        Assert.InRange(actual, (expected * (1 - share)) - 0.02m, (expected * (1 + share)) + 0.02m);

    private static List<JsonElement> Read(ISyntheticFeed feed, DateTime at) =>
        Steps.Next(feed, at).ConvertAll(sent => JsonSerializer.Deserialize<JsonElement>(sent.Value));
}
