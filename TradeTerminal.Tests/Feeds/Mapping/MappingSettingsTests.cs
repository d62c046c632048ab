using System.Text;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Mapping;

namespace TradeTerminal.Tests.Feeds.Mapping;

public sealed class MappingSettingsTests
{
    [Theory]
    [InlineData("Fields:price:Const=1;Fields:price:Scale=10", "Feeds:Trades:Fields:price:Scale is without effect beside Const")]
    [InlineData("Fields:side:Const=buy;Fields:side:Map:0=B=buy", "Feeds:Trades:Fields:side:Map is without effect beside Const")]
    [InlineData("Fields:side:Const=buy;Fields:side:Else=sell", "Feeds:Trades:Fields:side:Else is without effect beside Const")]
    [InlineData("Fields:timestamp:Const=2026-03-01T14:30:00Z;Fields:timestamp:Unit=ms",
        "Feeds:Trades:Fields:timestamp:Unit is without effect beside Const")]
    [InlineData("Fields:timestamp:From=/t;Fields:timestamp:Unit=kafka",
        "Feeds:Trades:Fields:timestamp:From is without effect beside Unit=kafka")]
    [InlineData("Fields:timestamp:Else=2026-03-01T14:30:00Z;Fields:timestamp:Unit=kafka",
        "Feeds:Trades:Fields:timestamp:Else is without effect beside Unit=kafka")]
    [InlineData("Fields:price:From=/b /a;Fields:price:Map:0=0=null",
        "Feeds:Trades:Fields:price:Map is without effect on the middle of two numbers")]
    [InlineData("Each=^/data", "Feeds:Trades:Each is '^/data' but must be a JSON pointer")]
    // Over a preset a constant takes the place of all that the preset does with the field.
    [InlineData("Preset=binance-trade;Fields:side:Const=unknown", null)]
    [InlineData("Preset=databento-trade;Fields:price:Const=1", null)]
    [InlineData("Preset=okx-trade;Fields:timestamp:Unit=kafka", null)]
    public void Of_WhatWouldBeWithoutEffect_IsRefused(string settings, string? problem)
    {
        var feed = FeedCatalog.All.First(feed => feed.Name == "trades");

        var problems = MappingSettings.Of(MappingSamples.Section(feed, settings), feed).Problems;

        Assert.Equal(problem is null ? 0 : 1, problems.Count);
        Assert.StartsWith(problem
            ?? "", string.Join("", problems.Select(wrong => $"{wrong.Key} {wrong.Problem}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Each=#", """[{"i":7,"s":"foo","p":"1.50","v":2,"t":1772375400}]""", true)]
    [InlineData("Each=#", """{"i":7,"s":"foo","p":"1.50","v":2,"t":1772375400}""", true)]
    [InlineData("Each=/d", """{"d":[{"i":7,"s":"foo","p":"1.50","v":2,"t":1772375400}]}""", true)]
    [InlineData("Each=/d", """{"d":[{"i":7,"s":"foo","p":"1.50","v":2,"t":1772375400},{"i":8,"s":"foo","p":"1.50","v":2,"t":1772375400}]}""", false)]
    public void Each_AList_IsReadWithOneEventAndKeptWithMore(string each, string message, bool isAccepted)
    {
        var parser = MappingSamples.Trades($"{each};Fields:trade_id:From=/i;Fields:ticker:From=/s;Fields:price:From=/p;Fields:volume:From=/v;Fields:timestamp:From=/t");

        Assert.Equal(isAccepted, parser.TryParse(Encoding.UTF8.GetBytes(message), MappingSamples.Now, out _, out _, out var detail));
        Assert.Equal(isAccepted, detail is null);
    }

    [Fact]
    public void Map_TwoJoined_IsOfBoth()
    {
        var parser = MappingSamples.Trades(
            "Fields:trade_id:From=/s /i;Fields:trade_id:Map:0=foo|7=bar;Fields:ticker:From=/s;Fields:price:From=/p;Fields:volume:From=/v;Fields:timestamp:From=/t");

        Assert.True(parser.TryParse("""{"i":7,"s":"foo","p":"1.50","v":2,"t":1772375400}"""u8, MappingSamples.Now, out var trade, out _, out var detail), detail);
        Assert.Equal("bar", trade.SourceId);
    }
}
