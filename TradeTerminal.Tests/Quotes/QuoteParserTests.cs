using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Tests.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Quotes;

public sealed class QuoteParserTests() : FeedParserTests<Quote>(new QuoteParser(), Template)
{
    private static readonly MessageTemplate Template = new(
        ("symbol", "\"AAPL\""),
        ("exchange", "\"NASDAQ\""),
        ("price", "175.02"),
        ("bid_price", "175.01"),
        ("ask_price", "175.04"),
        ("bid_size", "12000"),
        ("ask_size", "8000"),
        ("volume", "5200"),
        ("timestamp", "1772375400123"));

    public static TheoryData<string, string, string> Bad =>
    [
        .. from rule in FieldRules.BadSymbols from name in new[] { "symbol", "exchange" } select (rule.Reason, name, rule.Json),
        .. from rule in FieldRules.BadPrices select (rule.Reason, "price", rule.Json),
        .. from rule in FieldRules.BadPrices.Where(rule => rule.Json is not ("0" or "-0")) from name in new[] { "bid_price", "ask_price" }
           select (rule.Reason, name, rule.Json),
        .. from rule in FieldRules.BadVolumes from name in new[] { "bid_size", "ask_size", "volume" } select (rule.Reason, name, rule.Json),
        .. from rule in FieldRules.BadMilliseconds select (rule.Reason, "timestamp", rule.Json),
        ("range", "bid_price", "175.05"),
        ("range", "ask_price", "175.00"),
    ];

    [Fact]
    public void TryParse_Valid_GivesEveryField() => Assert.Equal(
        new Quote(
            "AAPL", "NASDAQ", 175.02m, 175.01m, 175.04m, 12_000, 8_000, 5_200,
            new DateTime(2026, 3, 1, 14, 30, 0, 123, DateTimeKind.Utc), 0, 0),
        Accept(Template.Valid));

    private protected override IEnumerable<string> Required => ["symbol", "exchange", "price", "volume", "timestamp"];

    [Theory]
    [MemberData(nameof(Bad))]
    public void TryParse_BadField_HasItsReason(string reason, string name, string json)
    {
        var detail = AssertRefused(reason, Template.With(name, json));

        Assert.Contains(reason == "json" ? "JSON" : $"'{name}'", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_GoodFields_AreReadAsWritten()
    {
        Assert.Equal("BRK.B", Accept(Template.With("symbol", "\"brk.b\"")).Symbol);
        Assert.Equal("BATS", Accept(Template.With("exchange", "\"b\\u0041ts\"")).Venue);
        Assert.Equal(9_999_999_999.12345678m, Accept(Template.With("price", "\"9999999999.12345678\"")).Price);
        Assert.Equal(0, Accept(Template.With("bid_size", "0")).BidSize);
        Assert.Equal(0, Accept(Template.With("ask_size", "0.0")).AskSize);
        Assert.Equal(0, Accept(Template.With("volume", "-0")).Volume);
        Assert.All(FieldRules.GoodSymbols, rule => Assert.Equal(rule.Symbol, Accept(Template.With("symbol", rule.Json)).Symbol));
        Assert.All(FieldRules.GoodSymbols, rule => Assert.Equal(rule.Symbol, Accept(Template.With("exchange", rule.Json)).Venue));
        Assert.All(FieldRules.GoodVolumes, rule => Assert.Equal(rule.Value, Accept(Template.With("volume", rule.Json)).Volume));
        Assert.All(FieldRules.GoodVolumes, rule => Assert.Equal(rule.Value, Accept(Template.With("ask_size", rule.Json)).AskSize));
        Assert.All(FieldRules.GoodMilliseconds, rule => Assert.Equal(rule.Value, Accept(Template.With("timestamp", rule.Json)).EventTime));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("\"0\"")]
    [InlineData("null")]
    public void TryParse_NoOrderOnASide_KeepsTheRest(string none)
    {
        var quote = Accept(Template.With("bid_price", none));

        Assert.Equal((null, 175.04m, 175.02m, 5_200m), (quote.Bid, quote.Ask, quote.Price, quote.Volume));
        Assert.Null(Accept(Template.With("ask_price", none)).Ask);
        Assert.Equal(0, Accept(Template.With(("bid_price", none), ("bid_size", "null"))).BidSize);
    }

    [Fact]
    public void TryParse_SidesLeftOut_IsAccepted()
    {
        var quote = Accept(Template.Without("bid_price", "bid_size", "ask_price", "ask_size"));

        Assert.Equal((null, null, 0m, 0m), (quote.Bid, quote.Ask, quote.BidSize, quote.AskSize));
        AssertRefused("missing_field", Template.Without("bid_size"));
    }

    [Fact]
    public void TryParse_AnySign_TakesPricesOfZeroAndBelow()
    {
        var parser = new QuoteParser(anySign: true);
        var message = System.Text.Encoding.UTF8.GetBytes(Template.With(("price", "0"), ("bid_price", "-37.63"), ("ask_price", "-1e-3")));

        Assert.True(parser.TryParse(message, Now, out var quote, out _, out var detail), detail);
        Assert.Equal((0m, -37.63m, -0.001m), (quote.Price, quote.Bid, quote.Ask));
    }

    /// <summary>The last price need not lie between the two: it is older than they are.</summary>
    [Fact]
    public void TryParse_LockedQuoteOrPriceOutside_IsAccepted()
    {
        Assert.Equal(175.04m, Accept(Template.With("bid_price", "175.04")).Bid);
        Assert.Equal(180m, Accept(Template.With("price", "180")).Price);
    }

    [Fact]
    public void TryParse_SeveralFaults_NamesTheFirstInOrder()
    {
        (string, string) timestamp = ("timestamp", "-1");
        (string, string) volume = ("volume", "-1");
        (string, string) crossed = ("bid_price", "176");
        (string, string) exchange = ("exchange", "\"?\"");

        AssertRefused("timestamp", Template.With(timestamp));
        Assert.Contains("'volume'", AssertRefused("range", Template.With(timestamp, volume)), StringComparison.Ordinal);
        Assert.Contains("'bid_price'", AssertRefused("range", Template.With(timestamp, volume, crossed)), StringComparison.Ordinal);
        AssertRefused("symbol", Template.With(timestamp, volume, crossed, exchange));
        AssertRefused("wrong_type", Template.With(timestamp, ("volume", "true"), crossed, exchange));
        AssertRefused("wrong_type", Template.With(("timestamp", "null"), ("symbol", "1")));
    }

    private protected override void AssertInBounds(Quote accepted)
    {
        Assert.Matches(FieldRules.SymbolPattern, accepted.Venue);
        Assert.All([accepted.Price, accepted.Bid ?? 1, accepted.Ask ?? 1], price => Assert.InRange(price, FieldRules.Least, FieldRules.Most));
        Assert.False(accepted.Bid > accepted.Ask);
        Assert.All([accepted.BidSize, accepted.AskSize, accepted.Volume], size => Assert.InRange(size, 0, FieldRules.Most));
    }
}
