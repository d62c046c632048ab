using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Tests.Alerts;

public sealed class AlertIdTests
{
    private static readonly FeedKey Feed = new("cluster", "market_data");
    private static readonly Finding Found = new(AlertKind.PriceMove, "AAPL", "NYSE", Severity.Significant, "", []);

    [Fact]
    public void Of_SameEvent_IsTheSameForGood()
    {
        var id = AlertId.Of(Feed, 1, 2, Market.Start, Found with { Message = "in other words" });

        Assert.Equal(AlertId.Of(Feed, 1, 2, Market.Start, Found), id);
        Assert.Equal(8, id.Version);
        Assert.Equal(0x80, id.ToByteArray(bigEndian: true)[8] & 0xC0);
    }

    [Fact]
    public void Of_AnythingElse_IsAnother()
    {
        Guid[] ids =
        [
            AlertId.Of(Feed, 1, 2, Market.Start, Found),
            AlertId.Of(Feed with { ClusterId = "other" }, 1, 2, Market.Start, Found),
            AlertId.Of(Feed with { Topic = "orders" }, 1, 2, Market.Start, Found),
            AlertId.Of(Feed, 12, 2, Market.Start, Found),
            AlertId.Of(Feed, 1, 22, Market.Start, Found),
            AlertId.Of(Feed, 1, 2, Market.At(1), Found),
            AlertId.Of(Feed, 1, 2, Market.Start, Found with { Kind = AlertKind.VolumeSpike }),
            AlertId.Of(Feed, 1, 2, Market.Start, Found with { Symbol = "AAP", Venue = "LNYSE" }),
            AlertId.Of(Feed, 1, 2, Market.Start, Found with { Venue = "BATS" }),
            AlertId.Of(Feed, 1, 2, Market.Start, Found with { Severity = Severity.Moderate }),
        ];

        Assert.Distinct(ids);
    }
}
