using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Tests.Producers.Synthetic.Prices;

public sealed class PricePathTests
{
    private static readonly DateTime Start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void At_AnyOrder_IsTheSame()
    {
        var times = Enumerable.Range(0, 500).Select(i => Start.AddSeconds(i * 977.3)).ToArray();
        var inOrder = new PricePath("AAPL");
        var expected = times.ToDictionary(time => time, inOrder.At);
        new Random(1).Shuffle(times);
        var shuffled = new PricePath("AAPL");

        Assert.All(times, time => Assert.Equal(expected[time], shuffled.At(time)));
    }

    [Fact]
    public void At_AnotherName_IsAnotherPath() => Assert.NotEqual(new PricePath("AAPL").At(Start), new PricePath("MSFT").At(Start));

    /// <summary>A day of a path with a yearly volatility of 1, a year of trading days being 252.</summary>
    [Fact]
    public void At_ManyDays_HasTheVolatilityOfAYear()
    {
        var days = Enumerable.Range(0, 40).SelectMany(i =>
        {
            var path = new PricePath($"S{i}");
            var closes = Enumerable.Range(0, 60).Select(day => path.At(Start.AddDays(day))).ToList();
            return closes.Zip(closes.Skip(1), (from, to) => to - from);
        }).ToList();

        Assert.Equal(1, Math.Sqrt(days.Average(day => day * day) * 252), 0.08);
    }

    /// <summary>More than a normal distribution has, 3: calm and busy minutes come in clusters.</summary>
    [Fact]
    public void At_MinutesOfASession_HaveFatTailsAndClusters()
    {
        var path = new PricePath("AAPL");
        var minutes = new List<double>();
        for (var day = 0; day < 40; day++)
        {
            var open = Start.AddDays(day).AddHours(15);
            for (var minute = 0; minute < 300; minute++)
            {
                minutes.Add(path.At(open.AddMinutes(minute + 1)) - path.At(open.AddMinutes(minute)));
            }
        }

        var variance = minutes.Average(move => move * move);
        Assert.InRange(minutes.Average(move => Math.Pow(move, 4)) / (variance * variance), 3.5, 30);
        Assert.InRange(Correlation(minutes), -0.05, 0.05);
        Assert.InRange(Correlation([.. minutes.Select(Math.Abs)]), 0.08, 0.9);
    }

    [Fact]
    public void At_Neighbours_NeverJump()
    {
        var path = new PricePath("AAPL");
        var before = path.At(Start);
        for (var at = Start; at < Start.AddDays(1); at = at.AddMilliseconds(730))
        {
            var now = path.At(at);
            // Ten times the spread of a second of the busiest hour.
            Assert.InRange(now - before, -0.006, 0.006);
            before = now;
        }
    }

    [Fact]
    public void Activity_ADay_IsAUAndPassesAsItAddsUp()
    {
        double At(double hour) => TradingDay.Activity(Start.AddHours(hour));

        Assert.True(At(14.6) > 2 * At(17.75) && At(20.9) > 2 * At(17.75));
        Assert.InRange(At(4), 0.1, 0.2);
        Assert.Equal(6.5, TradingDay.Passed(Start.AddHours(21)) - TradingDay.Passed(Start.AddHours(14.5)), 0.01);
        Assert.Equal(TradingDay.Whole, TradingDay.Passed(Start.AddDays(1)) - TradingDay.Passed(Start), 0.000001);
    }

    private static double Correlation(List<double> values)
    {
        var mean = values.Average();
        return values.Zip(values.Skip(1), (a, b) => (a - mean) * (b - mean)).Sum() / values.Sum(value => (value - mean) * (value - mean));
    }
}
