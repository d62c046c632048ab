using System.Collections.Immutable;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Positions;
using TradeTerminal.Positions.Data;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Positions;

public sealed class OpenPositionsTests : BunitContext
{
    private static readonly DateTime Now = ScreenClock.Start;

    public OpenPositionsTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void OpenPositions_Rows_GiveSideMarkAgeAndSign()
    {
        var panel = Render<OpenPositions>(parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Positions,
        [
            new OpenPosition("A-1", "OIL", PositionType.Long, 1_250.5m, 100, Now,
                new Mark(99.5m, Now.AddSeconds(-4), MarkSource.Commodities)),
            new OpenPosition("A-2", "GOLD", PositionType.Short, 10, 100.125m, Now,
                new Mark(98.125m, Now.AddSeconds(-90), MarkSource.Commodities)),
            new OpenPosition("A-3", "WHEAT", PositionType.Long, 10, 100, Now, null),
        ]));

        var rows = panel.FindAll("[data-testid=positions-table] tbody tr")
            .Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray()).ToArray();
        Assert.Equal(["A-1", "OIL", "▲ long", "1,250.5", "100.000", "99.500", "4.0 s", "−625.25"], rows[0]);
        Assert.Equal(["A-2", "GOLD", "▼ short", "10.0", "100.125", "98.125", "2 min", "+20.00"], rows[1]);
        Assert.Equal(["A-3", "WHEAT", "▲ long", "10.0", "100.000", "no mark", "", "–"], rows[2]);
        Assert.Equal(["num down", "num up", "num"], panel.FindAll("tbody td:last-child").Select(cell => cell.ClassName?.Trim()));
    }

    [Fact]
    public async Task OpenPositions_SortedAndFiltered_AreSoAndTheirIdsDifferWhereTheyDiffer()
    {
        static OpenPosition Of(string id, string commodity, decimal quantity) => new(id, commodity, PositionType.Long, quantity, 1, Now, null);
        var view = PositionsView.All;
        var panel = Render<OpenPositions>(parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Positions,
            [Of("DESK-LONDON-20260302-EXECUTION-000001", "OIL", 5), Of("DESK-LONDON-20260302-EXECUTION-000002", "OIL", 9), Of("G", "GOLD", 7)])
            .Add(it => it.OnChange, change => view = change(view)));

        await panel.Find("[data-testid=positions-sort-quantity]").ClickAsync(new MouseEventArgs());
        panel.Render(parameters => parameters.Add(it => it.View, view.WithFind("oil")));

        Assert.Equal("/positions?sort=-quantity", view.Uri);
        Assert.Equal(["DESK-LOND…302-EXECUTION-000002", "DESK-LOND…302-EXECUTION-000001"],
            panel.FindAll("tbody th").Select(id => id.TextContent));
        Assert.Equal("descending", panel.Find("th:has([data-testid=positions-sort-quantity])").GetAttribute("aria-sort"));
    }

    /// <summary>A phone has room for four digits of what is wide; all else is as everywhere.</summary>
    [Fact]
    public void OpenPositions_Wide_HaveABriefFormForThePhone()
    {
        static OpenPosition Of(string id, decimal quantity, decimal mark) =>
            new(id, "GAS", PositionType.Long, quantity, 100, Now, new Mark(mark, Now, MarkSource.Commodities));
        var panel = Render<OpenPositions>(parameters => parameters.Add(it => it.UtcNow, Now)
            .Add(it => it.Positions, [Of("1", 123_456_789.5m, 200), Of("2", 999_999, 101)]));

        Assert.Equal(
            ["123.5M", "+12.35B", null, null],
            panel.FindAll("tbody tr").SelectMany(row => new[] { row.Children[3], row.Children[^1] }).Select(cell => cell.GetAttribute("data-brief")));
    }

    [Fact]
    public void OpenPositions_OfAWatchlist_AreItsCommodities()
    {
        static OpenPosition Of(string id, string commodity) => new(id, commodity, PositionType.Long, 1, 1, Now, null);
        var view = PositionsView.Parse(null, null, null, "OIL");

        Assert.Equal(["1"], view.Choose([Of("1", "Oil"), Of("2", "Gold")]).Select(position => position.TradeId));
    }

    [Fact]
    public void OpenPositions_Many_ShowsTheNewest()
    {
        var many = Enumerable.Range(0, OpenPositions.RowsShown + 20)
            .Select(i => new OpenPosition($"{i}", "OIL", PositionType.Long, 1, 1, Now, null)).ToImmutableArray();

        var panel = Render<OpenPositions>(parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Positions, many));

        Assert.Equal(OpenPositions.RowsShown, panel.FindAll("tbody tr").Count);
        Assert.Equal("0", panel.Find("tbody th").TextContent);
    }

    [Fact]
    public async Task OpenPositions_OpenedAndClosedWhileTheKeyboardIsOnARow_KeepTheirPlaces()
    {
        var panel = Render<OpenPositions>(
            parameters => parameters.Add(it => it.UtcNow, Now).Add(it => it.Positions, [Position("1", 10), Position("2", 20)]));
        string[] Rows() => [.. panel.FindAll("tbody tr").Select(row => $"{row.Children[0].TextContent} {row.Children[5].TextContent}{(row.ClassList.Contains("gone") ? " gone" : "")}")];
        await panel.FindComponent<HeldRows>().Instance.SeeAsync(isScrolled: false, isFocused: true, fitting: 0);

        panel.Render(parameters => parameters.Add(it => it.Positions, [Position("3", 30), Position("2", 21)]));

        Assert.Equal(["1 10.00 gone", "2 21.00"], Rows());
        Assert.Equal("held · 1 change", panel.Find("[data-testid=rows-held]").TextContent);
        panel.Render(parameters => parameters.Add(it => it.Positions, []));
        Assert.Equal(["1 10.00 gone", "2 21.00 gone"], Rows());
        await panel.FindComponent<HeldRows>().Instance.SeeAsync(isScrolled: false, isFocused: false, fitting: 0);
        panel.WaitForAssertion(() => Assert.Contains("Every position is closed", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void OpenPositions_None_SaysSo() => Assert.Contains(
        "Every position is closed",
        Render<OpenPositions>(p => p.Add(it => it.UtcNow, Now).Add(it => it.Positions, [])).Markup, StringComparison.Ordinal);

    private static OpenPosition Position(string id, decimal mark) =>
        new(id, "OIL", PositionType.Long, 1, 1, Now, new Mark(mark, Now, MarkSource.Commodities));
}
