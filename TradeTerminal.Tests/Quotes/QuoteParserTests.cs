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
        .. from rule in FieldRules.BadPrices from name in new[] { "price", "bid_price", "ask_price" } select (rule.Reason, name, rule.Json),
        .. from rule in FieldRules.BadCounts from name in new[] { "bid_size", "ask_size", "volume" } select (rule.Reason, name, rule.Json),
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
        Assert.All(FieldRules.GoodCounts, rule => Assert.Equal(rule.Value, Accept(Template.With("volume", rule.Json)).Volume));
        Assert.All(FieldRules.GoodMilliseconds, rule => Assert.Equal(rule.Value, Accept(Template.With("timestamp", rule.Json)).EventTime));
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
        AssertRefused("wrong_type", Template.With(timestamp, ("volume", "\"1\""), crossed, exchange));
        AssertRefused("wrong_type", Template.With(("timestamp", "null"), ("symbol", "1")));
    }

    private protected override void AssertInBounds(Quote accepted)
    {
        Assert.Matches("^[A-Z0-9._/-]{1,16}$", accepted.Venue);
        Assert.All([accepted.Price, accepted.Bid, accepted.Ask], price => Assert.InRange(price, 0.000000000000001m, 9999999999.99999999m));
        Assert.True(accepted.Bid <= accepted.Ask);
        Assert.All([accepted.BidSize, accepted.AskSize, accepted.Volume], size => Assert.InRange(size, 0, 1L << 53));
    }
}
