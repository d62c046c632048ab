using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Market;

public sealed class SizeRanksTests
{
    [Fact]
    public void Of_DifferentSizes_TakesATenthForLargeAndAHundredthForLargest()
    {
        var ranks = SizeRanks.Of(Trades(Enumerable.Range(1, 200)));

        Assert.Equal(20, Enumerable.Range(1, 200).Count(size => size > ranks.Large));
        Assert.Equal(2, Enumerable.Range(1, 200).Count(size => size > ranks.Largest));
    }

    [Fact]
    public void Of_AllTheSame_NoneIsLarge() => Assert.Equal(new SizeRanks(100, 100), SizeRanks.Of(Trades(Enumerable.Repeat(100, 50))));

    [Fact]
    public void Of_Few_NoneIsLarge() => Assert.Equal(SizeRanks.None, SizeRanks.Of(Trades(Enumerable.Range(1, SizeRanks.Least - 1))));

    [Fact]
    public void Of_ManyTrades_LooksAtTheNewest() =>
        Assert.Equal(new SizeRanks(1, 1), SizeRanks.Of(Trades(Enumerable.Repeat(900, 300).Concat(Enumerable.Repeat(1, SizeRanks.Looked)))));

    private static Trade[] Trades(IEnumerable<int> sizes) =>
        [.. sizes.Select(size => new Trade(Guid.NewGuid(), "AAPL", 1, size, Side.Buy, DateTime.UnixEpoch, 0, 0))];
}
