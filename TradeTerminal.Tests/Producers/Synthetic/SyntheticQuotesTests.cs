using System.Text.Json;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class SyntheticQuotesTests
{
    private static readonly string[] Symbols = [.. Equity.Symbols];

    [Fact]
    public void Advance_SameSeed_GivesTheSame()
    {
        Assert.Equal(Steps.Text(new SyntheticQuotes(Symbols, 7, 1)), Steps.Text(new SyntheticQuotes(Symbols, 7, 1)));
        Assert.NotEqual(Steps.Text(new SyntheticQuotes(Symbols, 7, 1)), Steps.Text(new SyntheticQuotes(Symbols, 8, 1)));
    }

    [Fact]
    public void Advance_Default_OneQuotePerSymbolAndVenueInTheWireForm()
    {
        var events = Steps.Next(new SyntheticQuotes(Symbols, 1, 1), Steps.Start);
        var quotes = events.ConvertAll(sent => JsonSerializer.Deserialize<JsonElement>(sent.Value));

        Assert.Equal(
            from symbol in Symbols from venue in (string[])["NYSE", "NASDAQ", "BATS"] select (symbol, venue),
            quotes.Select(quote => (quote.Text("symbol"), quote.Text("exchange"))));
        Assert.Equal(quotes.Select(quote => quote.Text("symbol")), events.Select(sent => sent.Key));
        Assert.Equal(
            ["symbol", "exchange", "price", "bid_price", "ask_price", "bid_size", "ask_size", "volume", "timestamp"], quotes[0].Fields());
        Assert.All(quotes,
            quote => Assert.Equal(new DateTimeOffset(Steps.Start).ToUnixTimeMilliseconds(), quote.GetProperty("timestamp").GetInt64()));
        Assert.InRange(quotes[0].Number("price"), 174, 176);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public void Advance_AnyStress_KeepsSpreadsAndSizes(int stress)
    {
        foreach (var quote in Steps.Take(new SyntheticQuotes(Symbols, 3, stress), 2_000).SelectMany(step => step))
        {
            var (bid, ask, price) = (quote.Number("bid_price"), quote.Number("ask_price"), quote.Number("price"));
            Assert.InRange(price, bid, ask);
            Assert.True(bid > 0);
            Assert.InRange((ask - bid) / ((ask + bid) / 2) * 10_000, 0.99m, 19.02m);
            Assert.InRange(quote.Number("bid_size"), 1_000, 99_999);
            Assert.InRange(quote.Number("ask_size"), 1_000, 99_999);
            Assert.InRange(quote.Number("volume"), 1_000, 99_990);
        }
    }

    [Fact]
    public void Advance_Normal_SpikesAFewVolumes()
    {
        var volumes = Steps.Take(new SyntheticQuotes(Symbols, 3, 1), 2_000)
            .SelectMany(step => step).Select(quote => quote.Number("volume")).ToList();

        // Of the 5 % some start from so little that three times it is still ordinary.
        Assert.InRange(volumes.Count(volume => volume >= 10_000) / (double)volumes.Count, 0.04, 0.05);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void Advance_Stress_ScalesTheVolatilityOfTheTable(int stress)
    {
        const double PerSecond = 0.50 / 2428.33; // √(252 days × 6.5 h × 3,600 s)
        var mids = Mids(Steps.Take(new SyntheticQuotes(["TSLA"], 5, stress), 20_000)).Select(mid => mid.Average).ToList();

        var steps = mids.Zip(mids.Skip(1), (from, to) => Math.Log(to / from)).ToList();

        Assert.InRange(Math.Sqrt(steps.Average(step => step * step)) / PerSecond / stress, 0.9, 1.15);
    }

    [Fact]
    public void Advance_Normal_NoArbitrageOverTenBasisPoints()
    {
        var steps = Steps.Take(new SyntheticQuotes(Symbols, 11, 1), 20_000);

        Assert.InRange(WidestArbitrage(steps), -20, 10);
    }

    [Fact]
    public void Advance_Stressed_ReachesArbitrageAndPriceMoves()
    {
        Assert.Contains(
            Steps.Take(new SyntheticQuotes(Symbols, 11, 20), 500).SelectMany(step => step.GroupBy(quote => quote.Text("symbol"))),
            IsArbitrage);

        var steps = Steps.Take(new SyntheticQuotes(Symbols, 11, 400), 500);
        Assert.All(Symbols, symbol => Assert.True(LargestMove(steps, symbol) > 0.05m, symbol));
        Assert.All(Symbols,
            symbol => Assert.True(LargestMove(Steps.Take(new SyntheticQuotes(Symbols, 11, 1), 500), symbol) < 0.02m, symbol));
    }

    /// <summary>Basis points between the best bid and the lowest offer of two venues, in one step or in neighbours.</summary>
    private static decimal WidestArbitrage(List<List<JsonElement>> steps) => steps.Skip(1).Zip(steps).Max(
        pair => pair.First.Concat(pair.Second).GroupBy(quote => quote.Text("symbol")).Max(
            quotes => (quotes.Max(quote => quote.Number("bid_price")) / quotes.Min(quote => quote.Number("ask_price")) * 10_000) - 10_000));

    private static bool IsArbitrage(IEnumerable<JsonElement> quotes) => (
        from bid in quotes
        from ask in quotes
        select bid.Number("bid_price") / ask.Number("ask_price") > 1.001m
            && Math.Min(bid.Number("bid_size"), ask.Number("ask_size")) > 50_000).Any(found => found);

    private static decimal LargestMove(List<List<JsonElement>> steps, string symbol)
    {
        var prices = steps.Select(step => step.First(quote => quote.Text("symbol") == symbol).Number("price")).ToList();
        return prices.Zip(prices.Skip(1), (from, to) => Math.Abs(to - from) / from).Max();
    }

    private static IEnumerable<(string Symbol, double Average)> Mids(List<List<JsonElement>> steps) =>
        from step in steps
        from quotes in step.GroupBy(quote => quote.Text("symbol"))
        select (quotes.Key, (double)quotes.Average(quote => (quote.Number("bid_price") + quote.Number("ask_price")) / 2));
}
