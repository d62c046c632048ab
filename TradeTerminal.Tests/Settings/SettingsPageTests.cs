using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TradeTerminal.Settings;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Settings;

public sealed class SettingsPageTests : ScreenContext
{
    private ViewerState State => Services.GetRequiredService<ViewerState>();

    [Fact]
    public async Task Choice_Made_IsTakenAndKeptByTheBrowser()
    {
        var page = Page();

        page.Find("[data-testid=setting-theme-contrast]").Click();
        Assert.Equal("contrast", Saved()["theme"]);
        await ChooseZoneAsync(page, "Asia/Tokyo");

        Assert.Equal("Asia/Tokyo", State.Current.Clock.Id);
        Assert.Equal("Asia/Tokyo", Saved()["zone"]);
    }

    [Fact]
    public async Task Zone_NoSuch_ChangesNothing()
    {
        await ChooseZoneAsync(Page(), "Mars/Olympus");

        Assert.Equal("UTC", State.Current.Clock.Id);
    }

    [Fact]
    public void Reset_Pressed_IsAsByDefault()
    {
        var page = Page();
        page.Find("[data-testid=setting-rate-calm]").Click();
        Assert.Equal(TimeSpan.FromSeconds(2), State.Current.MinInterval);

        page.Find("[data-testid=settings-reset]").Click();

        Assert.Equal(ViewerSettings.Default.Values, Saved());
        Assert.Equal(TimeSpan.Zero, State.Current.MinInterval);
    }

    [Fact]
    public void Workspace_Saved_OpensItsViewWithItsSettings()
    {
        State.Visit("/?tickers=AAPL");
        State.Visit("/settings");
        JSInterop.Setup<string>("viewerSettings.read").SetResult("theme=light");
        var page = Page();
        page.WaitForAssertion(() => Assert.Equal("light", State.Current.Settings[Setting.Theme]));

        Save(page, "Morning");
        State.Set(ViewerSettings.Default);
        page.Find("[data-testid=workspace-open]").Click();

        Assert.Equal("http://localhost/?tickers=AAPL", Services.GetRequiredService<NavigationManager>().Uri);
        Assert.Equal("light", State.Current.Settings[Setting.Theme]);
    }

    [Fact]
    public void Workspace_SameNameAgain_SaysSoAndKeepsOne()
    {
        var page = Page();
        Save(page, "Morning");
        Save(page, "morning");

        Assert.Equal("There is a workspace “morning” already.", page.Find("[data-testid=workspace-problems]").TextContent.Trim());
        Assert.Single(page.FindAll("[data-workspace]"));
    }

    [Fact]
    public void Workspace_RenamedDeletedAndUndone_IsThereUnderItsNewName()
    {
        var page = Page();
        Save(page, "Morning");

        page.Find("[data-testid=workspace-rename]").Click();
        page.Find("[data-testid=workspace-new-name]").Change("Noon");
        page.Find("[data-testid=workspace-rename-save]").Click();
        Assert.Equal("Noon", page.Find("[data-workspace]").GetAttribute("data-workspace"));
        page.Find("[data-testid=workspace-delete]").Click();
        Assert.Empty(page.FindAll("[data-workspace]"));
        page.Find("[data-testid=workspace-undo]").Click();

        Assert.Equal("Noon", page.Find("[data-workspace]").GetAttribute("data-workspace"));
        Assert.Empty(page.FindAll("[data-testid=workspace-undo]"));
    }

    [Fact]
    public void Import_File_AddsItsWorkspaces()
    {
        var page = Page();

        Import(page, WorkspaceFile.Write([new Workspace("Brought", "/market", ViewerSettings.Default)], forPeople: true));

        page.WaitForAssertion(() => Assert.Equal("Brought", page.Find("[data-workspace]").GetAttribute("data-workspace")));
        Assert.Contains("Imported 1.", page.Find("[data-testid=workspace-said]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_WrongFile_SaysWhatIsWrongAndChangesNothing()
    {
        var page = Page();
        Save(page, "Morning");

        Import(page, "{}");

        page.WaitForAssertion(
            () => Assert.Contains("not a file of workspaces",
                page.Find("[data-testid=workspace-problems]").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-workspace]"));
    }

    private IRenderedComponent<CascadingValue<Viewer>> Page()
    {
        var page = Render<CascadingValue<Viewer>>(parameters => parameters
            .Add(it => it.Value, State.Current).AddChildContent<SettingsPage>());
        State.Changed += Draw;
        // What the browser said on the way here.
        Draw();
        return page;

        void Draw() => page.Render(parameters => parameters.Add(it => it.Value, State.Current).AddChildContent<SettingsPage>());
    }

    private static Task ChooseZoneAsync(IRenderedComponent<CascadingValue<Viewer>> page, string zone) =>
        page.InvokeAsync(() => page.FindComponent<MudAutocomplete<string>>().Instance.ValueChanged.InvokeAsync(zone));

    private static void Save(IRenderedComponent<CascadingValue<Viewer>> page, string name)
    {
        page.Find("[data-testid=workspace-name]").Change(name);
        page.Find("form.add").Submit();
    }

    private static void Import(IRenderedComponent<CascadingValue<Viewer>> page, string text) =>
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "workspaces.json"));

    private IReadOnlyDictionary<string, string> Saved() =>
        (IReadOnlyDictionary<string, string>)JSInterop.Invocations["viewerSettings.save"][^1].Arguments[0]!;
}
