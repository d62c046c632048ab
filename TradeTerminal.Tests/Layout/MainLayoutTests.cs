using Bunit;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Layout;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Layout;

public sealed class MainLayoutTests : ScreenContext
{
    [Fact]
    public void Render_Page_IsBetweenBarAndStrip()
    {
        var layout = Layout(builder => builder.AddMarkupContent(0, "<p id='page'>here</p>"));

        Assert.Equal("here", layout.Find("main #page").TextContent);
        Assert.Equal(["/", "/market", "/map", "/positions", "/alerts", "/history", "/producer", "/pipeline", "/settings"],
            layout.FindAll("header nav a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["/", "/market", "/map", "/positions", "/alerts", "/history", "/producer", "/pipeline", "/settings"],
            layout.FindAll("nav.bottom a").Select(link => link.GetAttribute("href")));
        Assert.Single(layout.FindAll("footer"));
        Assert.Equal(["palette", "theme"], layout.FindAll("[data-switch]").Select(button => button.GetAttribute("data-switch")));
    }

    [Fact]
    public void Page_Throws_SaysWhatToDoAndCanBeDrawnAgain()
    {
        var fails = true;
        var layout = Layout(builder =>
        {
            if (fails)
            {
                throw new InvalidOperationException("a secret of the server");
            }

            builder.AddMarkupContent(0, "<p id='page'>here</p>");
        });

        Assert.Contains("could not be drawn", layout.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", layout.Markup, StringComparison.Ordinal);
        Assert.Single(layout.FindAll("footer"));

        fails = false;
        layout.Find("main button").Click();

        Assert.Single(layout.FindAll("#page"));
    }

    private IRenderedComponent<MainLayout> Layout(RenderFragment body) =>
        Render<MainLayout>(parameters => parameters.Add(layout => layout.Body, body));
}
