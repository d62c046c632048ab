using TradeTerminal.Producers;

namespace TradeTerminal.Tests.Producers;

public sealed class ProducerEntryTests
{
    [Fact]
    public void TryRead_Good_GivesTheSettings()
    {
        var entry = new ProducerEntry { Rate = " 1,500 ", Tickers = "aapl, msft;BRK.B\nAAPL", Seed = "-7" };

        var settings = entry.TryRead(out var problems);

        Assert.Empty(problems);
        Assert.Equal((1_500, -7), (settings!.Rate, settings.Seed));
        Assert.Equal(["AAPL", "MSFT", "BRK.B"], settings.Tickers);
    }

    [Fact]
    public void TryRead_AsFastAsPossible_NeedsNoRate()
    {
        var settings = new ProducerEntry { Rate = "x", AsFastAsPossible = true, Tickers = "A" }.TryRead(out _);

        Assert.True(settings!.IsUnlimited);
    }

    [Fact]
    public void TryRead_NoSeed_GivesANewOne() =>
        Assert.InRange(new ProducerEntry { Rate = "1", Tickers = "A" }.TryRead(out _)!.Seed, 1, 1_000_000);

    [Theory]
    [InlineData("", "A", "1", "rate")]
    [InlineData("1.5", "A", "1", "rate")]
    [InlineData("-1", "A", "1", "rate")]
    [InlineData("1000001", "A", "1", "rate")]
    [InlineData("99999999999", "A", "1", "rate")]
    [InlineData("1", "", "1", "tickers")]
    [InlineData("1", "A,<b>", "1", "tickers")]
    [InlineData("1", "A,ABCDEFGHIJKLMNOPQ", "1", "tickers")]
    [InlineData("1", "A", "x", "seed")]
    [InlineData("1", "A", "99999999999", "seed")]
    public void TryRead_Wrong_SaysWhereAndWhatToDo(string rate, string tickers, string seed, string field)
    {
        var settings = new ProducerEntry { Rate = rate, Tickers = tickers, Seed = seed }.TryRead(out var problems);

        Assert.Null(settings);
        Assert.Equal([field], problems.Keys);
        Assert.Matches("[Gg]ive|use", problems[field]);
    }

    [Fact]
    public void TryRead_TooManyTickers_IsRefused()
    {
        var tickers = string.Join(' ', Enumerable.Range(0, ProducerSettings.MostTickers + 1).Select(i => $"T{i}"));

        new ProducerEntry { Rate = "1", Tickers = tickers }.TryRead(out var problems);

        Assert.Contains("501", problems["tickers"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Of_Settings_ReadsBackTheSame(int rate)
    {
        var settings = new ProducerSettings(rate, ["AAPL", "MSFT"], 42);

        var read = ProducerEntry.Of(settings).TryRead(out _)!;

        Assert.Equal((rate, 42), (read.Rate, read.Seed));
        Assert.Equal(settings.Tickers, read.Tickers);
    }
}
