using TradeTerminal.Controls;

namespace TradeTerminal.Tests.Controls;

public sealed class StillRowsTests
{
    [Theory]
    [InlineData("a1 b1 c1", "a2 b2 c2", "a2 b2 c2", 0)]
    [InlineData("a1 b1 c1", "c2 b2 a2", "a2 b2 c2", 2)]
    [InlineData("a1 b1", "b2 a2 c2", "a2 b2", 3)]
    [InlineData("a1 b1 c1", "a2 c2", "a2 b1 c2", 2)]
    [InlineData("a1", "", "a1", 1)]
    public void Keep_RowsThatMove_StayWithTheirNewFigures(string shown, string newest, string kept, int changes)
    {
        var (rows, moved) = StillRows.Keep(Split(shown), Split(newest), Split(newest), row => row[0]);

        Assert.Equal((kept, changes), (string.Join(' ', rows), moved));
    }

    /// <summary>What is not among those drawn any more may still have figures.</summary>
    [Fact]
    public void Keep_RowThatWouldNotBeDrawn_HasTheFiguresOfAll() =>
        Assert.Equal(["b2"], StillRows.Keep(["b1"], ["a2"], ["a2", "b2"], row => row[0]).Rows);

    private static string[] Split(string rows) => rows.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
