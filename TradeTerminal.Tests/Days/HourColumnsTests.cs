using TradeTerminal.Days;

namespace TradeTerminal.Tests.Days;

public sealed class HourColumnsTests
{
    private static readonly DateTime Day = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_FiguresOfTwoDays_AreTheHoursAndBehindThemTheDayBefore()
    {
        var hours = HourColumns.Of(Day, ["a", "b"],
        [
            (Day.AddHours(9), "a", 30), (Day.AddHours(9), "b", 12), (Day.AddHours(23), "b", 5), (Day.AddHours(9), "unknown", 1_000),
            (Day.AddHours(-15), "a", 70), (Day.AddHours(-15), "b", 2), (Day.AddHours(-25), "a", 900), (Day.AddHours(24), "a", 900),
        ]);

        Assert.Equal(HourColumns.Hours, hours.Columns.Length);
        Assert.Equal((42m, 72m), (hours.Columns[9].Total, hours.Columns[9].Before));
        Assert.Equal([30, 12], hours.Columns[9].Values);
        Assert.Equal((47m, 72m, 100m), (hours.Total, hours.Before, hours.Top));
    }
}
