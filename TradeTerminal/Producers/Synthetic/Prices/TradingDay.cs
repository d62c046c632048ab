namespace TradeTerminal.Producers.Synthetic.Prices;

/// <summary>
/// How busy the made-up market is over a UTC day: 1 on average while New York trades in winter, 14:30 to 21:00,
/// busiest at both ends of it (a U), and quiet but never still for the rest of the day.
/// </summary>
internal static class TradingDay
{
    private const double Open = 14.5;
    private const double Close = 21;
    private const double Quiet = 0.12;
    private const double Beside = 0.5;
    private const double HoursToCalm = 2;
    private const double Midday = 0.55;
    private const int Minutes = 24 * 60;

    private static readonly double[] Since = Sums();

    /// <summary>What passes in a day, in hours as busy as the average one of the session.</summary>
    public static double Whole => Since[Minutes];

    public static double Activity(DateTime utc) => Activity(utc.TimeOfDay.TotalHours);

    /// <summary>What has passed since the epoch, in hours as busy as the average one of the session.</summary>
    public static double Passed(DateTime utc)
    {
        var minutes = utc.TimeOfDay.TotalMinutes;
        var whole = (int)minutes;
        var today = Since[whole] + ((Since[whole + 1] - Since[whole]) * (minutes - whole));
        return ((utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay * Whole) + today;
    }

    private static double Activity(double hour)
    {
        if (hour is >= Open and < Close)
        {
            var fromMidday = ((hour - Open) / (Close - Open) * 2) - 1;
            return Midday + (3 * (1 - Midday) * fromMidday * fromMidday);
        }

        var fromSession = hour < Open ? Math.Min(Open - hour, hour + 24 - Close) : Math.Min(hour - Close, Open + 24 - hour);
        return Quiet + (Beside * Math.Exp(-fromSession / HoursToCalm));
    }

    private static double[] Sums()
    {
        var sums = new double[Minutes + 1];
        for (var minute = 0; minute < Minutes; minute++)
        {
            sums[minute + 1] = sums[minute] + (Activity((minute + 0.5) / 60) / 60);
        }

        return sums;
    }
}
