using Bunit;
using TradeTerminal.Components.Pages;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Tests.Components.Pages;

public sealed class PageTests : ScreenContext
{
    [Fact]
    public void Producer_ExternalKafka_WarnsWhereItWrites()
    {
        var page = Render<ProducerPage>();

        var notice = page.Find("[data-testid=producer-notice]").TextContent;
        Assert.Contains("topic orders at", string.Join(' ', notice.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains(Broker, notice, StringComparison.Ordinal);
        Assert.Equal(("stopped", "0", "0", "0"), (
            page.Find("[data-testid=producer-state]").TextContent, page.Find("[data-testid=producer-sent]").TextContent,
            page.Find("[data-testid=producer-acknowledged]").TextContent, page.Find("[data-testid=producer-failed]").TextContent));
        Assert.Contains("Nothing sent yet", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Pipeline_GaugeMoves_Follows()
    {
        var page = Render<PipelinePage>();
        Assert.Equal("0", page.Find("[data-testid=pipeline-accepted]").TextContent);

        Gauge.Begin("cluster", [new FeedPosition(0, 0, 1_500, 1_490, 7, 3, 0)]);
        Gauge.EndOffsets(new Dictionary<int, long> { [0] = 1_600 });
        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Updates.Wake();

        page.WaitForAssertion(() => Assert.Equal("1,490", page.Find("[data-testid=pipeline-accepted]").TextContent));
        Assert.Equal(("7", "3", "0", "100"), (
            page.Find("[data-testid=pipeline-duplicates]").TextContent, page.Find("[data-testid=pipeline-rejected]").TextContent,
            page.Find("[data-testid=pipeline-skipped]").TextContent, page.Find("[data-testid=pipeline-lag]").TextContent));
        Assert.Single(page.FindAll("[data-testid=partitions] tbody tr"));
    }

    [Fact]
    public void NotFound_Render_LeadsBack() =>
        Assert.Equal(["/", "/alerts", "/producer", "/pipeline"], Render<NotFoundPage>().FindAll("a").Select(link => link.GetAttribute("href")));
}
