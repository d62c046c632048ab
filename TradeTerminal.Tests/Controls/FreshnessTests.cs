using TradeTerminal.Controls;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Tests.Controls;

public sealed class FreshnessTests
{
    [Theory]
    [InlineData(FeedState.Live, FeedState.Live, "")]
    [InlineData(FeedState.Live, FeedState.Slow, "SLOW 32 s · ")]
    [InlineData(FeedState.Live, FeedState.Stale, "STALE 32 s · ")]
    [InlineData(FeedState.Stale, FeedState.Live, "")]
    [InlineData(FeedState.Lagging, FeedState.Live, "LAGGING · ")]
    [InlineData(FeedState.Down, FeedState.Stale, "DOWN · ")]
    [InlineData(FeedState.Live, null, "")]
    [InlineData(FeedState.Stale, null, "STALE 5 min · ")]
    public void Title_FeedAndSymbol_SaysTheGraver(FeedState feed, FeedState? symbol, string expected) => Assert.Equal(
        expected, Freshness.Title(new FeedHealth(feed, "", TimeSpan.FromMinutes(5)), symbol, TimeSpan.FromSeconds(32)));

    [Theory]
    [InlineData(7, 11, "REFUSED 64 % · ")]
    [InlineData(4, 100, "")]
    public void Title_FeedThatRefusesMuch_SaysSo(long rejected, long messages, string expected) => Assert.Equal(
        expected,
        Freshness.Title(new FeedHealth(FeedState.Live, "", TimeSpan.Zero) { Refused = new Refusals("quotes", messages, rejected) }));
}
