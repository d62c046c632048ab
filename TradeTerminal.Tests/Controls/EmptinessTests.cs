using TradeTerminal.Controls;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Controls;

public sealed class EmptinessTests
{
    private static readonly KafkaEndpoint Kafka = new("embedded", "127.0.0.1:9092", "c");

    private static readonly FeedStatus Trades = new("trades", "orders", "c", FeedPhase.Running, null, null, [], BatchRate.Empty);

    private readonly ScreenMarket _market = new(new ScreenClock());

    [Fact]
    public void Of_Trades_IsNothing()
    {
        _market.Show("AAPL", 1);

        Assert.Null(Of("AAPL", FeedState.Down));
        Assert.Null(Of("AAPL,ZZZZ", FeedState.Live));
    }

    [Fact]
    public void Of_NoTradesAtAll_TellsWhereToSendThemAndOffersTheProducer()
    {
        var why = Of("", FeedState.Stale)!;

        Assert.Contains("“orders” at 127.0.0.1:9092", why.Step, StringComparison.Ordinal);
        Assert.Equal("/producer", why.Href);
    }

    [Fact]
    public void Of_NoTopicAtAConfiguredBroker_LeadsToThoseThereAre()
    {
        var waiting = Trades with { Phase = FeedPhase.WaitingForTopic };
        var health = new FeedHealth(FeedState.Down, "topic orders does not exist yet", null);

        var why = Emptiness.Of(TickerFilter.Parse(""), _market.Updates.Current, health, new KafkaEndpoint("external", "kafka:9092", "c"), waiting)!;

        Assert.Equal(("No topic “orders” yet", "/your-feed"), (why.Title, why.Href));
    }

    [Fact]
    public void Of_AllRejected_LeadsToWhatTheMessagesLookLike()
    {
        var refusing = Trades with { Partitions = [new PartitionStatus(new StoredOffset(0, 0, 20) { Rejected = 20 }, 20, null)] };

        var why = Emptiness.Of(
            TickerFilter.Parse(""), _market.Updates.Current, new FeedHealth(FeedState.Stale, "", null), Kafka, refusing)!;

        Assert.Equal(("None of 20 messages in “orders” could be taken", "/your-feed?topic=orders"), (why.Title, why.Href));
    }

    [Fact]
    public void Of_NoTradesBecauseDown_TellsTheReason()
    {
        var why = Of("", FeedState.Down)!;

        Assert.StartsWith("Waiting for PostgreSQL.", why.Step, StringComparison.Ordinal);
        Assert.Null(why.Href);
    }

    [Theory]
    [InlineData("none", "No ticker chosen")]
    [InlineData("ZZZZ", "No trades of ZZZZ yet")]
    public void Of_ChoiceWithoutTrades_OffersAll(string tickers, string title)
    {
        _market.Show("AAPL", 1);

        var why = Of(tickers, FeedState.Live)!;

        Assert.Equal((title, "/"), (why.Title, why.Href));
    }

    [Fact]
    public void OfChart_TickerWithoutTrades_SaysSo()
    {
        _market.Show("AAPL", 1);

        Assert.Null(Emptiness.OfChart("AAPL", _market.Updates.Current));
        Assert.Null(Emptiness.OfChart(null, _market.Updates.Current));
        Assert.Equal("No trades of ZZZZ yet", Emptiness.OfChart("ZZZZ", _market.Updates.Current)!.Title);
    }

    private Emptiness? Of(string tickers, FeedState state) => Emptiness.Of(
        TickerFilter.Parse(tickers), _market.Updates.Current, new FeedHealth(state, "waiting for PostgreSQL", null), Kafka, Trades);

}
