using System.Collections.Immutable;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Settings;
using TradeTerminal.Tape;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Tape;

public sealed class TapeLineTests
{
    private static readonly Trade[] Trades = [.. Enumerable.Range(0, 4).Select(i =>
        new Trade(Guid.NewGuid(), "AAPL", 190 + i, 1, Side.Buy, ScreenClock.Start.AddSeconds(-i), 0, 100 - i))];

    private readonly TapeLines _lines = new();

    [Fact]
    public void Follow_TradeStillShown_KeepsItsLine()
    {
        var before = Follow([], [Trades[1], Trades[2], Trades[3]]);

        var after = Follow(before, [Trades[0], Trades[1], Trades[2]]);

        Assert.Same(before[0], after[1]);
        Assert.Same(before[1], after[2]);
        Assert.Equal(Trades[0], after[0].Trade);
    }

    [Fact]
    public void Follow_LateTradeBetween_KeepsTheOthers()
    {
        var before = Follow([], [Trades[0], Trades[2]]);

        var after = Follow(before, [.. Trades]);

        Assert.Equal(Trades, after.Select(line => line.Trade));
        Assert.Same(before[0], after[0]);
        Assert.Same(before[1], after[2]);
    }

    [Fact]
    public void Follow_AnotherViewerWithTheSameLook_SharesTheLines()
    {
        var one = Follow([], [.. Trades]);
        var other = Follow([], [.. Trades]);

        Assert.Same(one[2], other[2]);
        Assert.NotSame(one[2], Follow([], [.. Trades], link: "/?chart=AAPL&interval=1s")[2]);
    }

    [Fact]
    public void Follow_MoreTradesThanAreKept_MakesTheOldestAnew()
    {
        var first = Follow([], [Trades[3]])[0];
        Trade[] many = [.. Enumerable.Range(0, 2 * TapeLines.Capacity).Select(i =>
            new Trade(Guid.NewGuid(), "AAPL", 190, 1, Side.Buy, ScreenClock.Start.AddSeconds(-i), 0, i))];

        Follow([], [.. many]);

        Assert.NotSame(first, Follow([], [Trades[3]])[0]);
    }

    [Fact]
    public void Follow_MoreDecimals_WritesAllAnewAsTheSameRows()
    {
        var before = Follow([], [Trades[0]])[0];

        var after = Follow([before], [Trades[0]], decimals: 3)[0];

        Assert.Equal("190.000", after.Price);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Cells_LinkWithAnAmpersand_IsEncoded()
    {
        var line = Follow([], [Trades[0]], link: "/?tickers=AAPL&chart=AAPL")[0];

        Assert.Contains("href=\"/?tickers=AAPL&amp;chart=AAPL\"", line.Cells.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void CountNewer_HeldLines_CountsWhatCameSince()
    {
        var held = Follow([], [Trades[2], Trades[3]]);

        Assert.Equal(2, TapeLine.CountNewer(held, [.. Trades]));
        Assert.Equal(0, TapeLine.CountNewer(held, [Trades[2], Trades[3]]));
        Assert.Equal(4, TapeLine.CountNewer([], [.. Trades]));
    }

    private ImmutableArray<TapeLine> Follow(
        ImmutableArray<TapeLine> shown, ImmutableArray<Trade> trades, int decimals = 2, string link = "/?chart=AAPL") =>
        _lines.Follow(shown, trades, _ => new TapeLook(decimals, link, ViewerClock.Utc), _ => SizeRanks.None);
}
