using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Tests.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Ticks;

public sealed class CryptoParserTests() : FeedParserTests<Tick>(new CryptoParser(), Template)
{
    private static readonly MessageTemplate Template = new(
        ("symbol", "\"BTC-USD\""),
        ("price", "87004.21"),
        ("timestamp", "1772375400.25"),
        ("origin", "\"jittered\""),
        ("real_timestamp", "1772375395"));

    private static readonly DateTime EventTime = new(2026, 3, 1, 14, 30, 0, 250, DateTimeKind.Utc);

    public static TheoryData<string, string, string> Bad =>
    [
        .. from rule in FieldRules.BadSymbols select (rule.Reason, "symbol", rule.Json),
        .. from rule in FieldRules.BadPrices select (rule.Reason, "price", rule.Json),
        .. from rule in FieldRules.BadSeconds from name in new[] { "timestamp", "real_timestamp" } select (rule.Reason, name, rule.Json),
        ("wrong_type", "origin", "1"),
        ("range", "origin", "\"\""),
        ("range", "origin", "\"fallback\""),
        ("wrong_type", "real_timestamp", "[]"),
    ];

    private protected override IEnumerable<string> Required => Template.Names.Take(3);

    [Fact]
    public void TryParse_Valid_GivesEveryField() => Assert.Equal(
        new Tick(
            "BTC-USD", 87_004.21m, 0, PriceOrigin.Jittered, new DateTime(2026, 3, 1, 14, 29, 55, DateTimeKind.Utc), EventTime, 0, 0),
        Accept(Template.Valid));

    [Theory]
    [MemberData(nameof(Bad))]
    public void TryParse_BadField_HasItsReason(string reason, string name, string json)
    {
        var detail = AssertRefused(reason, Template.With(name, json));

        Assert.Contains(reason == "json" ? "JSON" : $"'{name}'", detail, StringComparison.Ordinal);
    }

    /// <summary>The form of the demo in the wild: nothing is said of where the price comes from.</summary>
    [Fact]
    public void TryParse_WithoutOrigin_IsUnstated()
    {
        var expected = new Tick("BTC-USD", 87_004.21m, 0, PriceOrigin.Unstated, null, EventTime, 0, 0);

        Assert.Equal(expected, Accept(Template.Without("origin", "real_timestamp")));
        Assert.Equal(expected, Accept(Template.With(("origin", "null"), ("real_timestamp", "null"))));
    }

    [Theory]
    [InlineData("real", PriceOrigin.Real)]
    [InlineData("jittered", PriceOrigin.Jittered)]
    [InlineData("Synthetic", PriceOrigin.Synthetic)]
    public void TryParse_Origin_IsKept(string word, PriceOrigin expected) =>
        Assert.Equal(expected, Accept(Template.With("origin", $"\"{word}\"")).Origin);

    [Fact]
    public void TryParse_Times_AreSeconds() => Assert.All(FieldRules.GoodSeconds, rule =>
    {
        Assert.Equal(rule.Value, Accept(Template.With("timestamp", rule.Json)).EventTime);
        Assert.Equal(rule.Value, Accept(Template.With("real_timestamp", rule.Json)).RealAt);
    });

    [Fact]
    public void TryParse_VolumeOfOthers_IsIgnored() => Assert.Equal(0, Accept(Template.Plus("\"volume\":12.5")).Volume);

    private protected override void AssertInBounds(Tick accepted)
    {
        Assert.InRange(accepted.Price, FieldRules.Least, FieldRules.Most);
        Assert.InRange(accepted.RealAt ?? Now, DateTime.UnixEpoch, Now.AddMinutes(5));
        Assert.True(Enum.IsDefined(accepted.Origin));
    }
}
