using TradeTerminal.Positions.Day;

namespace TradeTerminal.Tests.Positions.Day;

public sealed class PnlPictureTests
{
    private static readonly DateTime Day = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_Today_EndsAtNowWithItsFigures()
    {
        PnlPoint[] stored = [At("", 0, 0), At("", 30, 100), At("OIL", 0, 0), At("OIL", 30, 100)];
        PnlPoint[] now = [At("", 45, -200), At("OIL", 45, -150), At("NEW", 45, -50)];

        var picture = PnlPicture.Of(Day, [.. stored], [.. now]);

        Assert.Equal(Day.AddHours(1), picture.To);
        Assert.Equal(["", "NEW", "OIL"], picture.Curves.Select(curve => curve.Name));
        Assert.Equal([-200, -50, -150], picture.Curves.Select(curve => curve.Last));
        Assert.Equal(-200, picture.Total);
        Assert.Equal((-200m, 100m), (picture.Scale.Low, picture.Scale.High));
        Assert.Equal(("M0 333.3L500 0", "M500 0L750 1000"), (picture.Curves[0].Path, picture.Curves[0].Live));
        Assert.Equal(("", ""), (picture.Curves[1].Path, picture.Curves[1].Live));
    }

    /// <summary>So the browser gets the last stretch only, as long as the scale stays.</summary>
    [Fact]
    public void Of_NewFiguresAlone_LeavesThePathsOfBefore()
    {
        PnlPoint[] stored = [At("", 0, 0), At("", 30, 100)];

        var (before, after) = (PnlPicture.Of(Day, [.. stored], [At("", 40, 60)]), PnlPicture.Of(Day, [.. stored], [At("", 50, 70)]));

        Assert.Equal(before.Curves[0].Path, after.Curves[0].Path);
        Assert.NotEqual(before.Curves[0].Live, after.Curves[0].Live);
    }

    [Fact]
    public void Of_MoreNamesThanLines_DrawsTheLargestAndSaysHowManyAreLeft()
    {
        var stored = Enumerable.Range(1, 9).Select(i => At($"N{i}", 0, i % 2 == 0 ? i : -i)).Prepend(At("", 0, 0)).ToArray();

        var picture = PnlPicture.Of(Day, [.. stored], []);

        Assert.Equal(["", "N4", "N5", "N6", "N7", "N8", "N9"], picture.Curves.Select(curve => curve.Name));
        Assert.Equal((3, Day.AddDays(1)), (picture.Left, picture.To));
        Assert.Equal([4, 8, 12, 16, 20], picture.Hours().Select(hour => hour.Hour));
    }

    private static PnlPoint At(string name, int minute, decimal unrealized) => new(name, Day.AddMinutes(minute), 0, unrealized, null);
}
