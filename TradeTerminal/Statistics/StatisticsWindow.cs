using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Statistics;

/// <summary>A part of a range of time, UTC, without its end: whole minutes, which candles answer, or one of which the rows are
/// read.</summary>
internal readonly record struct StatisticsWindow(DateTime From, DateTime To, bool IsWhole)
{
    /// <summary>
    /// The range in parts, in order and without a hole. Between <paramref name="rowsFrom"/> and <paramref name="rowsTo"/>, where
    /// they are given, candles can't be taken.
    /// </summary>
    public static List<StatisticsWindow> Cut(DateTime from, DateTime to, DateTime? rowsFrom, DateTime? rowsTo)
    {
        var (first, last) = (MinuteFrom(from), to == DateTime.MaxValue ? to : Interval.Minute.BucketOf(to));
        if (first >= last)
        {
            return [new StatisticsWindow(from, to, IsWhole: false)];
        }

        var rows = (From: Within(rowsFrom ?? last), To: Within(rowsTo ?? last));
        List<StatisticsWindow> parts =
        [
            new(from, first, IsWhole: false), new(first, rows.From, IsWhole: true), new(rows.From, rows.To, IsWhole: false),
            new(rows.To, last, IsWhole: true), new(last, to, IsWhole: false),
        ];
        parts.RemoveAll(part => part.From >= part.To);
        return parts;

        DateTime Within(DateTime time) => time < first ? first : time > last ? last : time;
    }

    /// <summary>The first whole minute at this time or later.</summary>
    private static DateTime MinuteFrom(DateTime time)
    {
        var minute = Interval.Minute.BucketOf(time);
        return minute == time ? time : minute > DateTime.MaxValue - Interval.Minute.Width ? DateTime.MaxValue : minute + Interval.Minute.Width;
    }
}
