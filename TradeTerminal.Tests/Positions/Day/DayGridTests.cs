using TradeTerminal.Positions.Day;

namespace TradeTerminal.Tests.Positions.Day;

public sealed class DayGridTests
{
    private static readonly DateTime Midnight = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(65)]
    [InlineData(359)]
    [InlineData(360)]
    [InlineData(1_440)]
    public void Pieces_AnyDay_AreEveryMomentOnce(int minutes)
    {
        var grid = DayGrid.Of(DateOnly.FromDateTime(Midnight), Midnight.AddMinutes(minutes));

        foreach (var width in (TimeSpan[])[TimeSpan.FromHours(1), TimeSpan.FromHours(6)])
        {
            var moments = grid.Pieces(width).SelectMany((piece, i) => Enumerable.Range(0, piece.Count).Skip(i == 0 ? 0 : 1).Select(piece.At));
            Assert.Equal(Enumerable.Range(0, grid.Count).Select(grid.At), moments);
        }
    }
}
