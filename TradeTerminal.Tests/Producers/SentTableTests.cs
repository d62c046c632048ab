using System.Text;
using TradeTerminal.Producers;

namespace TradeTerminal.Tests.Producers;

public sealed class SentTableTests
{
    [Fact]
    public void Of_EventsOfSeveralShapes_HasAColumnPerField()
    {
        var table = SentTable.Of([Sent(2, """{"kind":"mark","id":"T1","pnl":-1.50}"""), Sent(1, """{"kind":"tick","price":100.10}""")]);

        Assert.Equal(["kind", "id", "pnl", "price"], table.Columns);
        Assert.Equal([2, 1], table.Rows.Select(row => row.Event.Number));
        Assert.Equal(["mark", "T1", "-1.50", null], table.Rows[0].Cells.Select(cell => cell.Text));
        Assert.Equal(["tick", null, null, "100.10"], table.Rows[1].Cells.Select(cell => cell.Text));
        Assert.Equal([false, false, true, false], table.Rows[0].Cells.Select(cell => cell.IsNumber));
    }

    [Fact]
    public void Of_Nothing_IsEmpty() => Assert.Empty(SentTable.Of([]).Columns);

    private static SentEvent Sent(long number, string json) => new(number, DateTime.UnixEpoch, "key", Encoding.UTF8.GetBytes(json));
}
