using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.OrderBook;

public sealed class BookUpdateParserTests() : FeedParserTests<BookUpdate>(new BookUpdateParser(), Template)
{
    private static readonly MessageTemplate Template = new(
        ("symbol", "\"AAPL\""),
        ("side", "\"SELL\""),
        ("price", "174.8"),
        ("quantity", "2500"),
        ("order_type", "\"LIMIT\""),
        ("timestamp", "1772375400123"));

    public static TheoryData<string, string, string> Bad =>
    [
        .. from rule in FieldRules.BadSymbols select (rule.Reason, "symbol", rule.Json),
        .. from rule in FieldRules.BadPrices select (rule.Reason, "price", rule.Json),
        .. from rule in FieldRules.BadVolumes select (rule.Reason, "quantity", rule.Json),
        .. from rule in FieldRules.BadMilliseconds select (rule.Reason, "timestamp", rule.Json),
        ("wrong_type", "side", "1"),
        ("side", "side", "\"\""),
        ("side", "side", "\"BUY \""),
        ("side", "side", "\"BID\""),
        ("wrong_type", "order_type", "0"),
        ("event_type", "order_type", "\"\""),
        ("event_type", "order_type", "\"STOP\""),
    ];

    [Fact]
    public void TryParse_Valid_GivesEveryField() => Assert.Equal(
        new BookUpdate(
            "AAPL", Side.Sell, 174.8m, 2_500, OrderType.Limit,
            new DateTime(2026, 3, 1, 14, 30, 0, 123, DateTimeKind.Utc), 0, 0),
        Accept(Template.Valid));

    private protected override IEnumerable<string> Required => ["symbol", "price", "quantity", "order_type", "timestamp"];

    [Fact]
    public void TryParse_WithoutASide_IsUnknown()
    {
        Assert.Equal(Side.Unknown, Accept(Template.Without("side")).Side);
        Assert.Equal(Side.Unknown, Accept(Template.With("side", "null")).Side);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void TryParse_BadField_HasItsReason(string reason, string name, string json)
    {
        var detail = AssertRefused(reason, Template.With(name, json));

        Assert.Contains(reason == "json" ? "JSON" : $"'{name}'", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_Words_AreTakenInAnyCase()
    {
        Assert.Equal(Side.Buy, Accept(Template.With("side", "\"BUY\"")).Side);
        Assert.Equal(Side.Buy, Accept(Template.With("side", "\"b\\u0075y\"")).Side);
        Assert.Equal(Side.Sell, Accept(Template.With("side", "\"Sell\"")).Side);
        Assert.Equal(OrderType.Market, Accept(Template.With("order_type", "\"MARKET\"")).OrderType);
        Assert.Equal(OrderType.Limit, Accept(Template.With("order_type", "\"limit\"")).OrderType);
    }

    [Fact]
    public void TryParse_Numbers_AreReadAsWritten()
    {
        Assert.All(FieldRules.GoodVolumes, rule => Assert.Equal(rule.Value, Accept(Template.With("quantity", rule.Json)).Quantity));
        Assert.All(FieldRules.GoodMilliseconds, rule => Assert.Equal(rule.Value, Accept(Template.With("timestamp", rule.Json)).EventTime));
    }

    private protected override void AssertInBounds(BookUpdate accepted)
    {
        Assert.InRange(accepted.Price, FieldRules.Least, FieldRules.Most);
        Assert.InRange(accepted.Quantity, 0, FieldRules.Most);
    }
}
