using TradeTerminal.Alerts.Data;
using TradeTerminal.Settings;

namespace TradeTerminal.Instruments.Flow;

/// <summary>Order flow as bars: a place a minute, bought above the line, sold below.</summary>
internal static class FlowPicture
{
    public static Moment Of(OrderFlow flow, ViewerClock clock)
    {
        var first = OrderFlow.FirstMinute(flow.At);
        return new Moment(
            "each minute: bought above the line, sold below",
            OrderFlow.MinutesShown,
            -1,
            [
                .. flow.Minutes.SelectMany(minute => new[]
                {
                    MomentBar.Of(SlotOf(minute, first), minute.Bought), MomentBar.Of(SlotOf(minute, first), -minute.Sold),
                }),
            ],
            [],
            clock.Minutes(first),
            clock.Minutes(flow.At));
    }

    private static int SlotOf(FlowMinute minute, DateTime first) => (int)(minute.Time - first).TotalMinutes;
}
