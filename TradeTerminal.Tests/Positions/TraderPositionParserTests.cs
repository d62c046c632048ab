using TradeTerminal.Ingest.Positions;
using TradeTerminal.Tests.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Positions;

public sealed class TraderPositionParserTests() : FeedParserTests<TraderPosition>(new TraderPositionParser(), Template)
{
    private static readonly MessageTemplate Template = new(
        ("trader_id", "\"TRADER_007\""),
        ("symbol", "\"AAPL\""),
        ("position_size", "-1200"),
        ("avg_price", "174.25"),
        ("current_pnl", "-930.5"),
        ("timestamp", "1772375400123"));

    public static TheoryData<string, string, string> Bad =>
    [
        .. from rule in FieldRules.BadSymbols select (rule.Reason, "symbol", rule.Json),
        .. from rule in FieldRules.BadSymbols select (rule.Reason, "trader_id", rule.Json),
        .. from rule in FieldRules.BadDigits from name in new[] { "position_size", "avg_price" } select (rule.Reason, name, rule.Json),
        ("range", "avg_price", "-174.25"),
        ("range", "avg_price", "0"),
        ("range", "avg_price", "0.00"),
        ("wrong_type", "current_pnl", "\"ten\""),
        ("range", "current_pnl", "1e400"),
        ("range", "current_pnl", "1234567890123456789"),
        ("range", "current_pnl", "0.1234567890123456789"),
        ("wrong_type", "realized_pnl", "\"ten\""),
        ("range", "realized_pnl", "1e400"),
        .. from rule in FieldRules.BadMilliseconds select (rule.Reason, "timestamp", rule.Json),
    ];

    [Fact]
    public void TryParse_Valid_GivesEveryField() => Assert.Equal(
        new TraderPosition(
            "TRADER_007", "AAPL", -1_200m, 174.25m, -930.5m,
            new DateTime(2026, 3, 1, 14, 30, 0, 123, DateTimeKind.Utc), 0, 0),
        Accept(Template.Valid));

    [Theory]
    [MemberData(nameof(Bad))]
    public void TryParse_BadField_HasItsReason(string reason, string name, string json)
    {
        var detail = AssertRefused(reason, Template.With(name, json));

        Assert.Contains(reason == "json" ? "JSON" : $"'{name}'", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1200", "1200")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("\"-12.25\"", "-12.25")]
    [InlineData("1e3", "1000")]
    [InlineData("9999999999.99999999", "9999999999.99999999")]
    public void TryParse_Size_IsOfEitherSignAndPerhapsFractional(string json, string expected) =>
        Assert.Equal(Price(expected), Accept(Template.With("position_size", json)).Size);

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.00")]
    public void TryParse_FlatPosition_NeedsNoAveragePrice(string size)
    {
        var flat = Accept(Template.With(("position_size", size), ("avg_price", "0")));

        Assert.Equal((0m, 0m), (flat.Size, flat.AveragePrice));
        Assert.False(decimal.IsNegative(flat.Size));
        Assert.Equal(174.25m, Accept(Template.With("position_size", size)).AveragePrice);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("60000", "60000")]
    [InlineData("-1234.5600000000004", "-1234.5600000000004")]
    [InlineData("\"1e-5\"", "0.00001")]
    [InlineData("-123456789012345678", "-123456789012345678")]
    public void TryParse_Pnl_KeepsWhatTheSendersArithmeticLeft(string json, string expected) =>
        Assert.Equal(Price(expected), Accept(Template.With("current_pnl", json)).Pnl);

    [Theory]
    [InlineData("12.5", "12.5")]
    [InlineData("\"-300\"", "-300")]
    [InlineData("0", "0")]
    [InlineData("null", null)]
    public void TryParse_Realized_IsWhatTheSenderSays(string json, string? expected) => Assert.Equal(
        expected is null ? null : Price(expected), Accept(Template.With("realized_pnl", json)).Realized);

    [Fact]
    public void TryParse_Names_AreUpperCased()
    {
        var position = Accept(Template.With(("trader_id", $"\"{new string('t', 32)}\""), ("symbol", "\"btc-usd\"")));

        Assert.Equal((new string('T', 32), "BTC-USD"), (position.Trader, position.Instrument));
    }

    [Fact]
    public void TryParse_Times_AreMilliseconds() =>
        Assert.All(FieldRules.GoodMilliseconds, rule => Assert.Equal(rule.Value, Accept(Template.With("timestamp", rule.Json)).EventTime));

    private protected override void AssertInBounds(TraderPosition accepted)
    {
        Assert.Matches(FieldRules.SymbolPattern, accepted.Instrument);
        Assert.InRange(accepted.Size, -FieldRules.Most, FieldRules.Most);
        Assert.InRange(accepted.AveragePrice, accepted.Size == 0 ? 0 : FieldRules.Least, FieldRules.Most);
    }
}
