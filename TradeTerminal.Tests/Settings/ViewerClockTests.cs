using System.Globalization;
using TradeTerminal.Settings;

namespace TradeTerminal.Tests.Settings;

public sealed class ViewerClockTests
{
    private static readonly DateTime Winter = new(2026, 1, 15, 23, 5, 6, 7, DateTimeKind.Utc);
    private static readonly DateTime Summer = new(2026, 7, 15, 3, 5, 6, 7, DateTimeKind.Utc);

    [Theory]
    [InlineData("UTC", "UTC", "23:05:06.007", "23:05:06 UTC", "2026-01-15 23:05:06.007 UTC")]
    [InlineData("Europe/Berlin", "Berlin", "00:05:06.007", "00:05:06 Berlin", "2026-01-16 00:05:06.007 +01:00 Europe/Berlin")]
    [InlineData("America/New_York", "New York", "18:05:06.007", "18:05:06 New York", "2026-01-15 18:05:06.007 −05:00 America/New_York")]
    public void Times_Zone_AreNamed(string zone, string name, string time, string clock, string moment)
    {
        var it = Clock(zone);

        Assert.Equal((name, time, clock, moment), (it.Name, it.TimeOfDay(Winter), it.Clock(Winter), it.Moment(Winter)));
    }

    [Fact]
    public void Moment_Summer_HasTheOffsetOfTheSeason() =>
        Assert.Equal("2026-07-15 05:05:06.007 +02:00 Europe/Berlin", Clock("Europe/Berlin").Moment(Summer));

    [Fact]
    public void Dates_EveryOne_BeginAsTheyAreTyped()
    {
        var it = Clock("Europe/Berlin");

        Assert.Equal("2026-01-16 00:05:06 Europe/Berlin", it.InWords(Winter));
        Assert.All([it.InWords(Winter), it.Moment(Winter), it.ExactMoment(Winter), it.Stored(Winter), it.Typed(Winter)],
            text => Assert.StartsWith("2026-01-16 00:05:06", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_Local_IsTheBrowsersZone() =>
        Assert.Equal("Asia/Tokyo", ViewerClock.Of(ViewerSettings.Parse("zone=local&local=Asia/Tokyo")).Id);

    [Fact]
    public void Of_LocalUnknown_IsUtcAndSaysSo() => Assert.Equal("UTC", ViewerClock.Of(ViewerSettings.Parse("zone=local")).Name);

    [Fact]
    public void Of_LocalByANameGivenUp_IsTheZoneByItsNameOfToday()
    {
        Assert.Equal("Asia/Kolkata", ViewerClock.Of(ViewerSettings.Parse("zone=local&local=Asia/Calcutta")).Id);
        Assert.All(ZoneNames.Old, zone =>
        {
            var settings = ViewerSettings.Parse($"zone=local&local={zone.Key}");
            Assert.Equal((zone.Value, zone.Value), (settings.Local, ViewerClock.Of(settings).Id));
            Assert.True(Clock(zone.Key).At(Winter) == Clock(zone.Value).At(Winter), zone.Key);
        });
    }

    [Fact]
    public void Zones_All_AreKnown()
    {
        Assert.Contains("Europe/Berlin", ViewerClock.Zones);
        Assert.All(ViewerClock.Zones, zone => Assert.True(ViewerClock.Knows(zone), zone));
    }

    [Theory]
    [InlineData("00:15", "2026-10-24T00:30")]
    [InlineData("00:45", "2026-10-25T00:30")]
    [InlineData("01:15", "2026-10-25T00:30")]
    [InlineData("01:45", "2026-10-25T01:30")]
    public void LastAt_HourThatComesTwice_IsTheLastOneThatHasPassed(string now, string expected) => Assert.Equal(
        DateTime.Parse($"{expected}:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
        Clock("Europe/Berlin").LastAt(new TimeSpan(2, 30, 0),
            DateTime.Parse($"2026-10-25T{now}:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)));

    private static ViewerClock Clock(string zone) => ViewerClock.Of(ViewerSettings.Default.With(Setting.Zone, zone));
}
