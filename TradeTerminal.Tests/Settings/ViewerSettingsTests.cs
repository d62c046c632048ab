using TradeTerminal.Settings;

namespace TradeTerminal.Tests.Settings;

public sealed class ViewerSettingsTests
{
    [Fact]
    public void Parse_Nothing_IsTheDefaults()
    {
        var settings = ViewerSettings.Parse(null);

        Assert.Equal(("dark", "blue-orange", "comfortable", "20", "off", "UTC"), (
            settings[Setting.Theme], settings[Setting.Palette], settings[Setting.Density], settings[Setting.Rate],
            settings[Setting.Sounds], settings[Setting.Zone]));
    }

    [Fact]
    public void Parse_Cookie_IsWhatTheBrowserChose()
    {
        var settings = ViewerSettings.Parse("theme=contrast&rate=calm&zone=local&local=Etc/GMT+3");

        Assert.Equal(("contrast", "calm", "local", "Etc/GMT+3"),
            (settings[Setting.Theme], settings[Setting.Rate], settings[Setting.Zone], settings.Local));
    }

    [Theory]
    [InlineData("theme=purple&zone=Mars/Olympus&rate=1000000&colour=red&=&&theme")]
    [InlineData("zone=../../etc/passwd")]
    [InlineData("zone=/etc/passwd&local=")]
    [InlineData("theme=\"><script>")]
    public void Parse_Nonsense_IsTheDefaults(string cookie) =>
        Assert.Equal(ViewerSettings.Default.Values, ViewerSettings.Parse(cookie).Values);

    [Fact]
    public void Parse_TooLong_IsTheDefaults() =>
        Assert.Equal("dark", ViewerSettings.Parse("theme=light&" + new string('x', 3_800))[Setting.Theme]);

    [Fact]
    public void With_NoSuchValue_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ViewerSettings.Default.With(Setting.Theme, "purple"));

    [Fact]
    public void Take_OfAnotherBrowser_KeepsTheOwnZone()
    {
        var here = ViewerSettings.Parse("zone=local&local=Asia/Tokyo");

        var taken = here.Take(ViewerSettings.Parse("theme=light&zone=local&local=Europe/Berlin"));

        Assert.Equal(("light", "Asia/Tokyo"), (taken[Setting.Theme], taken.Local));
    }

    [Fact]
    public void Set_TheSameAgain_DrawsNothing()
    {
        var (state, changes) = (new ViewerState(), 0);
        state.Changed += () => changes++;

        state.Set(ViewerSettings.Parse("theme=light"));
        state.Set(ViewerSettings.Parse("theme=light&palette=blue-orange"));
        state.Set(ViewerSettings.Parse("theme=light&local=Asia/Tokyo"));

        Assert.Equal(2, changes);
    }

    [Theory]
    [InlineData("calm", 2_000)]
    [InlineData("1", 1_000)]
    [InlineData("5", 200)]
    [InlineData("10", 100)]
    [InlineData("20", 0)]
    public void Viewer_Rate_IsTheLeastTimeBetweenDraws(string rate, int milliseconds) => Assert.Equal(
        TimeSpan.FromMilliseconds(milliseconds), Viewer.Of(ViewerSettings.Default.With(Setting.Rate, rate)).MinInterval);
}
