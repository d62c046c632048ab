using Bunit;
using TradeTerminal.Settings;
using TradeTerminal.Terminal.ChartTools;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal.ChartTools;

public sealed class GotoPickerTests : ScreenContext
{
    private readonly List<DateTime?> _chosen = [];

    [Fact]
    public void Change_TimeInTheZoneOfTheViewer_IsChosenInUtc()
    {
        var picker = Show(null);

        picker.Find("input").Change($"{Clock.GetUtcNow():yyyy-MM-dd} 00:30");

        Assert.Equal([Clock.GetUtcNow().UtcDateTime.Date.AddMinutes(-30)], _chosen);
        Assert.Contains("Europe/Berlin", picker.Find("input").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Change_Wrong_SaysWhatToTypeAndChoosesNothing()
    {
        var picker = Show(null);

        picker.Find("input").Change("some time");

        Assert.Empty(_chosen);
        Assert.Contains("yesterday 10:30", picker.Find("[data-testid=goto-problem]").TextContent, StringComparison.Ordinal);
        Assert.Equal(picker.Find("[data-testid=goto-problem]").Id, picker.Find("input").GetAttribute("aria-describedby"));
    }

    [Fact]
    public void Render_AtAMoment_ShowsItAndEmptyIsLive()
    {
        var picker = Show(new DateTime(2026, 3, 1, 10, 30, 0, DateTimeKind.Utc));

        Assert.Equal("2026-03-01 11:30", picker.Find("input").GetAttribute("value"));
        Assert.Equal("Berlin", picker.Find("span").TextContent);
        picker.Find("input").Change(" ");

        Assert.Equal([null], _chosen);
    }

    private IRenderedComponent<GotoPicker> Show(DateTime? chosen) => Render<GotoPicker>(parameters => parameters
        .Add(picker => picker.Chosen, chosen)
        .Add(picker => picker.OnChoose, _chosen.Add)
        .AddCascadingValue(Viewer.Of(ViewerSettings.Default.With(Setting.Zone, "Europe/Berlin"))));
}
