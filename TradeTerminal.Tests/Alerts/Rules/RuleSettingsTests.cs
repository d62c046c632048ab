using System.Text.Json;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Tests.Alerts.Rules;

public sealed class RuleSettingsTests
{
    public static TheoryData<string, RuleSettings> Defaults() => new()
    {
        {
            """{"enabled":true,"significantPercent":5,"moderateEnabled":false,"moderatePercent":2,"windowSeconds":0,"coolDownSeconds":60,"hysteresis":0.1,"repeat":"every"}""",
            new PriceMoveSettings()
        },
        {
            """{"enabled":true,"highRatio":3,"extremeRatio":5,"anomalyEnabled":false,"anomalyZScore":2,"coolDownSeconds":900,"hysteresis":0.1,"repeat":"every"}""",
            new VolumeSpikeSettings()
        },
        {
            """{"enabled":true,"warningValue":500000,"limitValue":1000000,"dailyLossLimit":50000,"coolDownSeconds":300,"hysteresis":0.1,"repeat":"once"}""",
            new RiskSettings()
        },
        {
            """{"enabled":true,"minimumQuantity":10000,"sharePercent":70,"minimumOrders":2,"coolDownSeconds":300,"hysteresis":0.1,"repeat":"once"}""",
            new OrderImbalanceSettings()
        },
        {
            """{"enabled":true,"edgeBps":10,"feeBps":0,"minimumSize":50000,"freshSeconds":10,"ageDifferenceSeconds":10,"coolDownSeconds":60,"hysteresis":0.2,"repeat":"once"}""",
            new ArbitrageSettings()
        },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Json_Defaults_RoundTrip(string json, RuleSettings settings)
    {
        Assert.Equal(json, RuleJson.Write(settings));
        Assert.Equal(settings, RuleJson.Read(settings.Kind, json));
        Assert.Equal(settings, RuleJson.Read(settings.Kind, "{}"));
        Assert.Equal(settings, RuleSet.Default[settings.Kind]);
        Assert.Empty(settings.Problems());
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void With_Settings_ReplacesThoseOfTheKindAlone(string json, RuleSettings settings)
    {
        Assert.NotEmpty(json);
        var off = settings with { Enabled = false };

        var rules = RuleSet.Default.With(off);

        Assert.Equal(off, rules[settings.Kind]);
        Assert.Equal(RuleSet.Default, rules.With(settings));
        Assert.Equal([settings.Kind], AlertKinds.Rules.Where(kind => RuleSet.Only(off)[kind].Enabled));
    }

    [Theory]
    [InlineData(AlertKind.PriceMove, """{"coolDownSeconds":-1,"hysteresis":1}""", "coolDownSeconds", "hysteresis")]
    [InlineData(AlertKind.PriceMove, """{"coolDownSeconds":86401,"significantPercent":0,"moderateEnabled":true}""", "coolDownSeconds", "significantPercent", "moderatePercent")]
    [InlineData(AlertKind.PriceMove, """{"moderateEnabled":true,"moderatePercent":5}""", "moderatePercent")]
    [InlineData(AlertKind.PriceMove, """{"moderatePercent":6,"significantPercent":1}""")]
    [InlineData(AlertKind.PriceMove, """{"repeat":7}""", "repeat")]
    [InlineData(AlertKind.VolumeSpike, """{"extremeRatio":3,"anomalyEnabled":true,"anomalyZScore":-2}""", "anomalyZScore", "extremeRatio")]
    [InlineData(AlertKind.VolumeSpike, """{"anomalyZScore":-2}""")]
    [InlineData(AlertKind.Risk, """{"limitValue":500000,"dailyLossLimit":-50000}""", "dailyLossLimit", "limitValue")]
    [InlineData(AlertKind.OrderImbalance, """{"minimumQuantity":-1,"sharePercent":49.9}""", "minimumQuantity", "sharePercent")]
    [InlineData(AlertKind.OrderImbalance, """{"sharePercent":100}""", "sharePercent")]
    [InlineData(AlertKind.OrderImbalance, """{"minimumOrders":0}""", "minimumOrders")]
    [InlineData(AlertKind.Arbitrage, """{"edgeBps":0,"feeBps":-1,"minimumSize":-1,"freshSeconds":0,"ageDifferenceSeconds":3601}""", "edgeBps", "freshSeconds", "feeBps", "minimumSize", "ageDifferenceSeconds")]
    public void Problems_BadSettings_NamesEach(AlertKind kind, string json, params string[] names) =>
        Assert.Equal(names.Order(), RuleJson.Read(kind, json).Problems().Keys.Order());

    [Theory]
    [InlineData("""{"treshold":5}""")]
    [InlineData("""{"significantPercent":"5"}""")]
    [InlineData("""{"significantPercent":null}""")]
    [InlineData("""{"repeat":"sometimes"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Read_NoSettings_Throws(string json) =>
        Assert.ThrowsAny<JsonException>(() => RuleJson.Read(AlertKind.PriceMove, json));
}
