using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Market;

public sealed class TapeBookTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Add_Disorder_HoldsTheNewestInOrder() => Properties.HoldForSeeds(20, random =>
    {
        var tape = new TapeBook();
        var trades = new RandomTrades(random, Noon) { Tickers = ["AAPL"] }.Take(random.Next(1, 3 * TapeBook.Depth));
        foreach (var trade in trades)
        {
            tape.Add(trade);
        }

        Assert.Equal(Recomputation.Newest(trades, TapeBook.Depth).Reverse(), tape.View.ToArray());
    });

    /// <summary>The late ones come while the earlier views are still being read.</summary>
    [Fact]
    public void View_Earlier_NeverChanges() => Properties.HoldForSeeds(20, random =>
    {
        var tape = new TapeBook();
        var late = random.Next(2) == 0 ? 3 : 50;
        var at = Noon;
        var views = new List<(ReadOnlyMemory<Trade> View, Trade[] Copy)>();
        for (var i = 0; i < 2_500; i++)
        {
            at = at.AddMilliseconds(1);
            var time = random.Next(late) == 0 ? at.AddMilliseconds(-random.Next(3_000)) : at;
            tape.Add(new Trade(Guid.NewGuid(), "AAPL", i + 1, 1, Side.Buy, time, 0, i));
            if (random.Next(20) == 0)
            {
                views.Add((tape.View, tape.View.ToArray()));
            }
        }

        Assert.All(views, pair => Assert.Equal(pair.Copy, pair.View.ToArray()));
    });

    [Fact]
    public void Add_OlderThanAFullTape_IsLeftOut()
    {
        var tape = new TapeBook();
        for (var i = 0; i < TapeBook.Depth; i++)
        {
            tape.Add(new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Noon, 0, i));
        }

        var before = tape.View;
        tape.Add(new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, Noon.AddSeconds(-1), 0, TapeBook.Depth));

        Assert.True(before.Span == tape.View.Span);
    }
}
