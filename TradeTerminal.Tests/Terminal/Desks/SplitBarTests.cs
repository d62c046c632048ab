using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Settings;
using TradeTerminal.Terminal.Desks;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Terminal.Desks;

public sealed class SplitBarTests : ScreenContext
{
    [Theory]
    [InlineData(true, "ArrowRight", false, "64")]
    [InlineData(true, "ArrowLeft", false, "60")]
    [InlineData(true, "ArrowLeft", true, "52")]
    [InlineData(true, "ArrowDown", false, "62")]
    [InlineData(false, "ArrowDown", false, "64")]
    [InlineData(false, "ArrowUp", false, "60")]
    [InlineData(false, "PageDown", false, "72")]
    [InlineData(true, "Home", false, "20")]
    [InlineData(true, "End", false, "80")]
    [InlineData(true, "a", false, "62")]
    public async Task Key_Pressed_MovesItWithinItsBounds(bool isUpright, string key, bool shift, string share)
    {
        await Bar(isUpright, 62).Find("[role=separator]").KeyDownAsync(new KeyboardEventArgs { Key = key, ShiftKey = shift });

        Assert.Equal($"{share}-62-62", Kept);
    }

    /// <summary>The browser says where it was let go; anything else that it may say moves nothing.</summary>
    [Theory]
    [InlineData("45.67", "45.7-62-62")]
    [InlineData("3", "20-62-62")]
    [InlineData("much", "62-62-62")]
    [InlineData(null, "62-62-62")]
    public async Task Change_Dragged_IsKept(string? value, string kept)
    {
        await Bar(true, 62).Find("[role=separator]").ChangeAsync(new() { Value = value });

        Assert.Equal(kept, Kept);
    }

    [Fact]
    public async Task DoubleClick_Moved_PutsItBack()
    {
        var bar = Bar(true, 30).Find("[role=separator]");
        Assert.Equal(("30", "20", "80", "vertical", "0"), (
            bar.GetAttribute("aria-valuenow"), bar.GetAttribute("aria-valuemin"), bar.GetAttribute("aria-valuemax"),
            bar.GetAttribute("aria-orientation"), bar.GetAttribute("tabindex")));

        await bar.DoubleClickAsync(new());

        Assert.Equal("62-62-62", Kept);
    }

    [Theory]
    [InlineData("62-62-62", true)]
    [InlineData("20-80-45.5", true)]
    [InlineData("19-62-62", false)]
    [InlineData("62-62", false)]
    [InlineData("62-62-62;background:red", false)]
    [InlineData("62-1e1-62", false)]
    [InlineData("62--62-62", false)]
    public void Takes_AsABrowserKeepsIt_OnlyWithinTheBounds(string value, bool isTaken) => Assert.Equal(isTaken, Setting.Split.Takes(value));

    private string Kept => Services.GetRequiredService<ViewerState>().Current.Settings[Setting.Split];

    private IRenderedComponent<SplitBar> Bar(bool isUpright, decimal value) => Render<SplitBar>(parameters => parameters
        .Add(it => it.Name, "columns").Add(it => it.Of, "charts and trades").Add(it => it.Value, value).Add(it => it.IsUpright, isUpright)
        .Add(it => it.OnMove, share => DeskSplit.Default with { Columns = share }));
}
