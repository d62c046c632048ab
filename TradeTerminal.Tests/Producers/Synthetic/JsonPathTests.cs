using System.Globalization;
using System.Text.Json;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class JsonPathTests
{
    [Theory]
    [InlineData("price", """{"symbol":"BTCUSDT","price":"87123.45000000"}""", "87123.45000000")]
    [InlineData("chart.result[0].meta.regularMarketPrice", """{"chart":{"result":[{"meta":{"regularMarketPrice":87123.45}}],"error":null}}""", "87123.45")]
    [InlineData("[1][0]", "[[1],[2.5]]", "2.5")]
    [InlineData("a.b", """{"a":{"b":8.7e4}}""", "87000")]
    public void TryRead_PathLeadsToANumber_GivesIt(string path, string json, string price)
    {
        Assert.True(JsonPath.TryParse(path, out var way));

        Assert.True(way.TryRead(JsonSerializer.Deserialize<JsonElement>(json), out var value));
        Assert.Equal(decimal.Parse(price, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("price", "{}")]
    [InlineData("price", "[]")]
    [InlineData("price", "null")]
    [InlineData("price", """{"price":null}""")]
    [InlineData("price", """{"price":"much"}""")]
    [InlineData("price", """{"price":"1,000"}""")]
    [InlineData("price", """{"price":1e400}""")]
    [InlineData("price", """{"price":{}}""")]
    [InlineData("a[0]", """{"a":[]}""")]
    [InlineData("a[0]", """{"a":{"0":1}}""")]
    [InlineData("a.b", """{"a":1}""")]
    public void TryRead_NoNumberThere_IsFalse(string path, string json)
    {
        Assert.True(JsonPath.TryParse(path, out var way));

        Assert.False(way.TryRead(JsonSerializer.Deserialize<JsonElement>(json), out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a[]")]
    [InlineData("a[-1]")]
    [InlineData("a[x]")]
    [InlineData("a[1")]
    [InlineData("a[99999999999]")]
    public void TryParse_NoPath_IsFalse(string? text) => Assert.False(JsonPath.TryParse(text, out _));
}
