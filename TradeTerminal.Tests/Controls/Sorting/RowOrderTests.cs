using TradeTerminal.Controls.Sorting;

namespace TradeTerminal.Tests.Controls.Sorting;

public sealed class RowOrderTests
{
    private static readonly RowColumn<(string Name, decimal? Size)> Name = new("name", row => row.Name, IsNumber: false);
    private static readonly RowColumn<(string Name, decimal? Size)> Size = new("size", row => row.Size);

    private static readonly (string Name, decimal? Size)[] Rows = [("b", 1m), ("c", null), ("a", 2m)];

    [Fact]
    public void Next_SameColumnAgain_TurnsAndThenEnds()
    {
        var order = RowOrder.Next(null, Size);
        Assert.Equal("-size", order?.Name);
        Assert.Equal("size", (order = RowOrder.Next(order, Size))?.Name);
        Assert.Equal("name", RowOrder.Next(order, Name)?.Name);
        Assert.Null(RowOrder.Next(order, Size));
    }

    [Theory]
    [InlineData("size", "b a c")]
    [InlineData("-size", "a b c")]
    [InlineData("-name", "c b a")]
    [InlineData("colour", "b c a")]
    public void Sort_Order_LeavesThoseWithoutAValueToTheEnd(string order, string expected) => Assert.Equal(
        expected, string.Join(' ', RowOrder.Sort(Rows, RowOrder.Find(order, [Name, Size]), [Name, Size]).Select(row => row.Name)));

    [Theory]
    [InlineData("size", "ascending", null)]
    [InlineData("-size", "descending", null)]
    [InlineData("name", null, "ascending")]
    public void AriaOf_Column_IsOfTheSortedOneAlone(string order, string? size, string? name)
    {
        var found = RowOrder.Find(order, [Name, Size]);

        Assert.Equal((size, name), (RowOrder.AriaOf(found, "size"), RowOrder.AriaOf(found, "name")));
    }
}
