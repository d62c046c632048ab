using Bunit;
using TradeTerminal.History;
using TradeTerminal.History.Data;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.History;

public sealed class HistoryTableTests : ScreenContext
{
    private static readonly DateTime Searched = new(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc);
    private static readonly TradeKey Key = TradeKey.StartOf(Searched);

    /// <summary>A search that ran out of time goes on where it was going, which the words and the links must say alike.</summary>
    [Theory]
    [InlineData(false, "since", "Newer", "Search on")]
    [InlineData(true, "before", "Search on", "Older")]
    public void Render_SearchNotOver_GoesOnInItsOwnDirection(bool isBack, string side, string previous, string next)
    {
        var table = Render<HistoryTable>(parameters => parameters
            .Add(it => it.View, new HistoryView()).Add(it => it.Sort, TradeSort.NewestFirst)
            .Add(it => it.Turn, new HistoryTurn([], Key, Key, Searched, IsBack: isBack)));

        Assert.Contains($"everything {side} 2026-03-02 14:00", table.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal(previous, table.Find("[data-testid=history-previous]").TextContent);
        Assert.Equal(next, table.Find("[data-testid=history-next]").TextContent);
    }
}
