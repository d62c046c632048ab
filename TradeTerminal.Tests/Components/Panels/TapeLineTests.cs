using TradeTerminal.Components.Panels;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Components.Panels;

public sealed class TapeLineTests
{
    private static readonly Trade[] Trades = [.. Enumerable.Range(0, 4).Select(i =>
        new Trade(Guid.NewGuid(), "AAPL", 190 + i, 1, Side.Buy, ScreenClock.Start.AddSeconds(-i), 0, 100 - i))];

    [Fact]
    public void Follow_TradeStillShown_KeepsItsLine()
    {
        var before = TapeLine.Follow([], [Trades[1], Trades[2], Trades[3]], _ => 2);

        var after = TapeLine.Follow(before, [Trades[0], Trades[1], Trades[2]], _ => 2);

        Assert.Same(before[0], after[1]);
        Assert.Same(before[1], after[2]);
        Assert.Equal(Trades[0], after[0].Trade);
    }

    [Fact]
    public void Follow_MoreDecimals_WritesAllAnew()
    {
        var before = TapeLine.Follow([], [Trades[0]], _ => 2);

        Assert.Equal("190.000", TapeLine.Follow(before, [Trades[0]], _ => 3)[0].Price);
    }

    [Fact]
    public void CountNewer_HeldLines_CountsWhatCameSince()
    {
        var held = TapeLine.Follow([], [Trades[2], Trades[3]], _ => 2);

        Assert.Equal(2, TapeLine.CountNewer(held, [.. Trades]));
        Assert.Equal(0, TapeLine.CountNewer(held, [Trades[2], Trades[3]]));
        Assert.Equal(4, TapeLine.CountNewer([], [.. Trades]));
    }
}
