using TradeTerminal.Producers;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Tests.Producers;

public sealed class ProducerEntryTests
{
    private static readonly ProducerKind Trades = Kind("trades");

    [Fact]
    public void TryRead_Good_GivesTheSettings()
    {
        var entry = new ProducerEntry { Rate = " 1,500 ", Symbols = "aapl, msft;BRK.B\nAAPL", Seed = "-7" };

        var settings = entry.TryRead(Trades, out var problems);

        Assert.Empty(problems);
        Assert.Equal((1_500, -7), (settings!.Rate, settings.Seed));
        Assert.Equal(["AAPL", "MSFT", "BRK.B"], settings.Symbols);
    }

    [Fact]
    public void TryRead_AsFastAsPossible_NeedsNoRate()
    {
        var settings = new ProducerEntry { Rate = "x", AsFastAsPossible = true, Symbols = "A" }.TryRead(Trades, out _);

        Assert.True(settings!.IsUnlimited);
    }

    [Fact]
    public void TryRead_NoSeed_IsPartOfTheSharedMarket() =>
        Assert.Equal(SharedMarket.Seed, new ProducerEntry { Rate = "1", Symbols = "A" }.TryRead(Trades, out _)!.Seed);

    [Theory]
    [InlineData("", "A", "1", "rate")]
    [InlineData("1.5", "A", "1", "rate")]
    [InlineData("0,5", "A", "1", "rate")]
    [InlineData("-1", "A", "1", "rate")]
    [InlineData("1000001", "A", "1", "rate")]
    [InlineData("99999999999", "A", "1", "rate")]
    [InlineData("1", "", "1", "symbols")]
    [InlineData("1", "A,<b>", "1", "symbols")]
    [InlineData("1", "A,ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG", "1", "symbols")]
    [InlineData("1", "A", "x", "seed")]
    [InlineData("1", "A", "99999999999", "seed")]
    public void TryRead_Wrong_SaysWhereAndWhatToDo(string rate, string tickers, string seed, string field)
    {
        var settings = new ProducerEntry { Rate = rate, Symbols = tickers, Seed = seed }.TryRead(Trades, out var problems);

        Assert.Null(settings);
        Assert.Equal([field], problems.Keys);
        Assert.Matches("[Gg]ive|use", problems[field]);
    }

    [Fact]
    public void TryRead_TooManyTickers_IsRefused()
    {
        var tickers = string.Join(' ', Enumerable.Range(0, ProducerSettings.MostSymbols + 1).Select(i => $"T{i}"));

        new ProducerEntry { Rate = "1", Symbols = tickers }.TryRead(Trades, out var problems);

        Assert.Contains("501", problems["symbols"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Of_Settings_ReadsBackTheSame(int rate)
    {
        var settings = new ProducerSettings(rate, ["AAPL", "MSFT"], 42);

        var read = ProducerEntry.Of(settings).TryRead(Trades, out _)!;

        Assert.Equal((rate, 42), (read.Rate, read.Seed));
        Assert.Equal(settings.Symbols, read.Symbols);
    }

    [Theory]
    [InlineData("", false, "2.5", 2.5, 0)]
    [InlineData("100", false, "2.5", null, 100)]
    [InlineData("", true, "x", null, 0)]
    public void TryRead_ByInterval_UnlessThereIsARate(string rate, bool unlimited, string interval, double? seconds, int expected)
    {
        var entry = new ProducerEntry { Rate = rate, AsFastAsPossible = unlimited, Interval = interval, Symbols = "A", Stress = "12.5" };

        var settings = entry.TryRead(Kind("quotes"), out var problems);

        Assert.Empty(problems);
        Assert.Equal((seconds, expected, 12.5m), (settings!.Interval?.TotalSeconds, settings.Rate, settings.Stress));
    }

    [Theory]
    [InlineData("", "1", "interval")]
    [InlineData("0", "1", "interval")]
    [InlineData("1e9", "1", "interval")]
    [InlineData("3601", "1", "interval")]
    [InlineData("1", "0", "stress")]
    [InlineData("1", "-1", "stress")]
    [InlineData("1", "1001", "stress")]
    [InlineData("1", "", "stress")]
    public void TryRead_WrongIntervalOrStress_SaysWhatToDo(string interval, string stress, string field)
    {
        var settings = new ProducerEntry { Interval = interval, Symbols = "A", Stress = stress }.TryRead(Kind("quotes"), out var problems);

        Assert.Null(settings);
        Assert.Equal([field], problems.Keys);
        Assert.StartsWith("Give", problems[field], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quotes")]
    [InlineData("commodities")]
    [InlineData("crypto")]
    public void Of_DefaultsOfEveryKind_ReadBackTheSame(string name)
    {
        var kind = Kind(name);
        var settings = new ProducerSettings(0, [.. kind.Symbols.Select(symbol => symbol.ToUpperInvariant())], 42, kind.Interval);

        var read = ProducerEntry.Of(settings).TryRead(kind, out _)!;

        Assert.Equal(settings with { Symbols = read.Symbols }, read);
        Assert.Equal(settings.Symbols, read.Symbols);
    }

    [Fact]
    public void TryRead_AddressOfOneCoin_TakesNoOther()
    {
        var kind = ProducerKinds.All(new ProducerOptions { Crypto = { Url = "http://prices.test/btc", Path = "price", Symbol = "BTC" } },
            TimeProvider.System).Single(kind => kind.Name == "crypto");

        Assert.NotNull(new ProducerEntry { Interval = "1", Symbols = "btc" }.TryRead(kind, out _));
        Assert.Null(new ProducerEntry { Interval = "1", Symbols = "eth" }.TryRead(kind, out var problems));
        Assert.Contains("only the symbols BTC", problems["symbols"], StringComparison.Ordinal);
    }

    private static ProducerKind Kind(string name) =>
        ProducerKinds.All(new ProducerOptions(), TimeProvider.System).Single(kind => kind.Name == name);
}
