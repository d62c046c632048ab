using TradeTerminal.Settings;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Tests.Settings;

public sealed class RecentSymbolsTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("MSFT+BRK.B+AAPL", true)]
    [InlineData("aapl", false)]
    [InlineData("AAPL++MSFT", false)]
    [InlineData("AAPL+AAPL", false)]
    [InlineData("AAPL;path", false)]
    public void TryParse_Text_TakesSymbolsInTheirOrder(string text, bool isTaken)
    {
        Assert.Equal(isTaken, RecentSymbols.TryParse(text, out var recent));
        Assert.Equal(isTaken ? text : "", recent.ToString());
    }

    [Fact]
    public void With_MoreThanThereIsRoomFor_DropsTheOldest()
    {
        var recent = Enumerable.Range(0, RecentSymbols.Most + 5).Aggregate(RecentSymbols.None, (all, at) => all.With($"S{at}")).With("S10");

        Assert.Equal(RecentSymbols.Most, recent.Symbols.Length);
        Assert.Equal(["S10", "S24", "S23"], recent.Symbols.Take(3));
        Assert.Equal(recent.ToString(), ViewerSettings.Parse($"theme=light&recent={recent}").Recent.ToString());
    }

    /// <summary>A workspace of somebody else brings no history of his.</summary>
    [Fact]
    public void Take_OtherSettings_KeepsWhatWasLookedAtHere()
    {
        var here = ViewerSettings.Parse("recent=AAPL").Take(ViewerSettings.Parse("theme=light&recent=MSFT"));

        Assert.Equal(("light", "AAPL"), (here[Setting.Theme], here.Recent.ToString()));
    }

    [Fact]
    public void WatchlistSet_WithRecent_HasItAsAList()
    {
        var lists = new WatchlistSet([new Watchlist("tech", ["IBM"])]).With(RecentSymbols.None.With("AAPL").With("MSFT"));

        Assert.Equal("MSFT,AAPL,IBM", lists.Expand("list:recent,list:tech", out var missing));
        Assert.Empty(missing);
    }
}
