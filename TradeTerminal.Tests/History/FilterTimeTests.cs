using TradeTerminal.History;
using TradeTerminal.Settings;

namespace TradeTerminal.Tests.History;

public sealed class FilterTimeTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 13, 45, 0, DateTimeKind.Utc);
    private static readonly ViewerClock Berlin = ViewerClock.Of(ViewerSettings.Default.With(Setting.Zone, "Europe/Berlin"));

    [Theory]
    [InlineData("2026-03-02 14:30", "2026-03-02T13:30:00Z")]
    [InlineData("2026-07-02 14:30:15.5", "2026-07-02T12:30:15.5Z")]
    [InlineData("2026-03-02", "2026-03-01T23:00:00Z")]
    [InlineData("2026-03-02 14:30Z", "2026-03-02T14:30Z")]
    [InlineData("14:30", "2026-03-02T13:30:00Z")]
    [InlineData("15:30", "2026-03-01T14:30:00Z")]
    [InlineData("yesterday 10:30", "2026-03-01T09:30:00Z")]
    [InlineData("-1h", "2026-03-02T12:45:00Z")]
    [InlineData("noon", "noon")]
    [InlineData(" ", null)]
    public void Of_TypedInAZone_IsUtcUnlessItNamesAnother(string typed, string? url) => Assert.Equal(url, FilterTime.Of(typed, Berlin, Now));

    [Theory]
    [InlineData("2026-03-02T13:30:00Z", "2026-03-02 14:30:00")]
    [InlineData("2026-03-02T13:30:00.25Z", "2026-03-02 14:30:00.25")]
    [InlineData("2026-03-02", "2026-03-02 01:00:00")]
    [InlineData("noon", "noon")]
    [InlineData(null, null)]
    public void Shown_OfTheUrl_IsInTheZone(string? url, string? shown) => Assert.Equal(shown, FilterTime.Shown(url, Berlin));

    [Theory]
    [InlineData("2026-03-02 14:30", "2026-03-02T14:30Z", "2026-03-02 14:30")]
    [InlineData("2026-03-02", "2026-03-02", "2026-03-02")]
    [InlineData("2026-03-02T14:30+01:00", "2026-03-02T14:30+01:00", "2026-03-02 14:30+01:00")]
    public void Of_TypedInUtc_KeepsItsForm(string typed, string url, string shown) =>
        Assert.Equal((url, shown), (FilterTime.Of(typed, ViewerClock.Utc, Now), FilterTime.Shown(url, ViewerClock.Utc)));
}
