using System.Collections.Immutable;
using System.Text.Json;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Tests.Alerts;

public sealed class AlertInputsTests
{
    [Fact]
    public void ToJson_EveryKindOfValue_IsOneObjectInOrderAndComesBack()
    {
        ImmutableArray<AlertInput> inputs =
        [
            new("price", 106.20m),
            new("buyVenue", "NYSE"),
            new("askAt", new DateTime(2026, 3, 2, 14, 30, 0, 1, DateTimeKind.Utc)),
            new("preceding", ImmutableArray.Create(1m, 2.5m)),
        ];

        var json = AlertInputs.ToJson(inputs);

        Assert.Equal("""{"price":106.20,"buyVenue":"NYSE","askAt":"2026-03-02T14:30:00.001000Z","preceding":[1,2.5]}""", json);
        Assert.Equal(json, AlertInputs.ToJson(AlertInputs.Read(json)));
        Assert.Equal(inputs[..3], AlertInputs.Read(json)[..3]);
        Assert.Equal(DateTimeKind.Utc, Assert.IsType<DateTime>(AlertInputs.Read(json)[2].Value).Kind);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"a":true}""")]
    [InlineData("{")]
    public void Read_OtherJson_Throws(string json) => Assert.ThrowsAny<JsonException>(() => AlertInputs.Read(json));

    [Fact]
    public void ToJson_ValueOfAnotherType_Throws() =>
        Assert.Throws<ArgumentException>(() => AlertInputs.ToJson([new("count", 1)]));
}
