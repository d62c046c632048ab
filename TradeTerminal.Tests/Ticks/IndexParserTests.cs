using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Tests.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Ticks;

public sealed class IndexParserTests() : FeedParserTests<Tick>(new IndexParser(), Template)
{
    private static readonly MessageTemplate Template = new(
        ("symbol", "\"SP500\""),
        ("price", "5123.4"),
        ("volume", "1234.0"),
        ("timestamp", "\"2025-12-15T09:35:00Z\""));

    public static TheoryData<string, string, string> Bad =>
    [
        .. from rule in FieldRules.BadSymbols select (rule.Reason, "symbol", rule.Json),
        .. from rule in FieldRules.BadPrices select (rule.Reason, "price", rule.Json),
        .. from rule in FieldRules.BadVolumes select (rule.Reason, "volume", rule.Json),
        .. from rule in FieldRules.BadIsoTimes select (rule.Reason, "timestamp", rule.Json),
        ("wrong_type", "timestamp", "1772375400"),
        ("timestamp", "timestamp", "\"1772375400\""),
    ];

    [Fact]
    public void TryParse_Valid_GivesEveryField() => Assert.Equal(
        new Tick(
            "SP500", 5_123.4m, 1_234, PriceOrigin.Unstated, null, new DateTime(2025, 12, 15, 9, 35, 0, DateTimeKind.Utc), 0, 0),
        Accept(Template.Valid));

    [Theory]
    [MemberData(nameof(Bad))]
    public void TryParse_BadField_HasItsReason(string reason, string name, string json)
    {
        var detail = AssertRefused(reason, Template.With(name, json));

        Assert.Contains(reason == "json" ? "JSON" : $"'{name}'", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_Volume_KeepsItsFraction()
    {
        Assert.Equal(0, Accept(Template.With("volume", "0")).Volume);
        Assert.Equal(0, Accept(Template.With("volume", "0.0")).Volume);
        Assert.All(FieldRules.GoodVolumes, rule => Assert.Equal(rule.Value, Accept(Template.With("volume", rule.Json)).Volume));
    }

    [Fact]
    public void TryParse_Times_AreIso() =>
        Assert.All(FieldRules.GoodIsoTimes, rule => Assert.Equal(rule.Value, Accept(Template.With("timestamp", rule.Json)).EventTime));

    /// <summary>Origin belongs to the crypto feed.</summary>
    [Fact]
    public void TryParse_OriginOfOthers_IsIgnored() =>
        Assert.Equal(PriceOrigin.Unstated, Accept(Template.Plus("\"origin\":\"real\",\"real_timestamp\":\"?\"")).Origin);

    private protected override void AssertInBounds(Tick accepted)
    {
        Assert.InRange(accepted.Price, FieldRules.Least, FieldRules.Most);
        Assert.InRange(accepted.Volume, 0, FieldRules.Most);
    }
}
