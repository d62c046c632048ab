using System.Globalization;
using TradeTerminal.Statistics;

namespace TradeTerminal.Tests.Statistics;

public sealed class StatisticsWindowTests
{
    private static readonly DateTime Day = new(2026, 2, 27, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("00:00:00", "00:10:00", "00:00:00-00:10:00 whole")]
    [InlineData("00:00:00.5", "00:10:00", "00:00:00.5-00:01:00 rows, 00:01:00-00:10:00 whole")]
    [InlineData("00:00:00", "00:10:30", "00:00:00-00:10:00 whole, 00:10:00-00:10:30 rows")]
    [InlineData("00:00:59", "00:02:01", "00:00:59-00:01:00 rows, 00:01:00-00:02:00 whole, 00:02:00-00:02:01 rows")]
    [InlineData("00:00:10", "00:00:50", "00:00:10-00:00:50 rows")]
    [InlineData("00:00:10", "00:01:50", "00:00:10-00:01:50 rows")]
    public void Cut_AnyRange_TakesWholeMinutesFromCandles(string from, string to, string parts) =>
        Assert.Equal(parts, Words(StatisticsWindow.Cut(At(from), At(to), null, null)));

    [Theory]
    [InlineData("00:03:00", "00:05:00", "00:00:00-00:03:00 whole, 00:03:00-00:05:00 rows, 00:05:00-00:10:00 whole")]
    [InlineData("-1.00:00:00", "00:05:00", "00:00:00-00:05:00 rows, 00:05:00-00:10:00 whole")]
    [InlineData("00:09:00", "1.00:00:00", "00:00:00-00:09:00 whole, 00:09:00-00:10:00 rows")]
    [InlineData("-1.00:00:00", "1.00:00:00", "00:00:00-00:10:00 rows")]
    [InlineData("1.00:00:00", "2.00:00:00", "00:00:00-00:10:00 whole")]
    public void Cut_CandlesThatCantBeTaken_ReadsTheirRows(string rowsFrom, string rowsTo, string parts) =>
        Assert.Equal(parts, Words(StatisticsWindow.Cut(Day, Day.AddMinutes(10), At(rowsFrom), At(rowsTo))));

    [Fact]
    public void Cut_NoEnd_IsWholeToTheLast()
    {
        var parts = StatisticsWindow.Cut(Day.AddSeconds(1), DateTime.MaxValue, null, null);

        Assert.Equal([new(Day.AddSeconds(1), Day.AddMinutes(1), false), new(Day.AddMinutes(1), DateTime.MaxValue, true)], parts);
    }

    [Fact]
    public void Cut_InTheLastMinuteThereIs_IsRows()
    {
        var from = DateTime.MaxValue.AddSeconds(-10);

        Assert.Equal([new(from, DateTime.MaxValue, false)], StatisticsWindow.Cut(from, DateTime.MaxValue, null, null));
    }

    private static DateTime At(string time) => Day + TimeSpan.Parse(time, CultureInfo.InvariantCulture);

    private static string Words(List<StatisticsWindow> parts) => string.Join(
        ", ", parts.Select(part => $"{Time(part.From)}-{Time(part.To)} {(part.IsWhole ? "whole" : "rows")}"));

    private static string Time(DateTime time) => (time - Day).ToString(@"hh\:mm\:ss\.FFFFFF", CultureInfo.InvariantCulture).TrimEnd('.');
}
