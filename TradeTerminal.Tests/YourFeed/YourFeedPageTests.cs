using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.YourFeed;

namespace TradeTerminal.Tests.YourFeed;

public sealed class YourFeedPageTests(KafkaFixture kafka) : ScreenContext(kafka.BootstrapServers, kafka.CreateTopic(1))
{
    [Fact]
    public async Task Page_TopicChosen_ShowsTheGuessAndJudgesEachChangeAtOnce()
    {
        using var topic = new TestTopic(kafka.CreateTopic(1), kafka.BootstrapServers);
        topic.Send(Enumerable.Range(0, 12).Select(at => (byte[]?)Encoding.UTF8.GetBytes(
            $$"""{"id":{{7000 + at}},"sym":"FOO{{at % 2}}","px":150,"qty":2,"way":"{{(at % 2 == 0 ? "L" : "X")}}","seen":{{1772375400 + at}}}""")));
        var page = At($"/your-feed?topic={topic.Name}");

        page.WaitForAssertion(() => Assert.Equal("12 would be accepted", Text(page, "map-verdict")), Patience.Limit);
        Assert.Contains("\"Unit\": \"s\"", Text(page, "map-json"), StringComparison.Ordinal);
        Assert.Contains("seconds by their size", Row(page, "timestamp").TextContent, StringComparison.Ordinal);

        await Row(page, "timestamp").QuerySelector("[data-testid=map-unit]")!.ChangeAsync(new ChangeEventArgs { Value = "ms" });
        Assert.Equal("0 would be accepted, 12 rejected: timestamp", Text(page, "map-verdict"));

        await page.Find("[data-testid=map-guess]").ClickAsync(new());
        await Row(page, "price").QuerySelector("[data-testid=map-scale]")!.ChangeAsync(new ChangeEventArgs { Value = "0.01" });
        Assert.Equal("1.5", Row(page, "price").QuerySelector("[data-testid=map-ours]")!.TextContent);
        await Row(page, "side").QuerySelector("[data-testid=map-from]")!.ChangeAsync(new ChangeEventArgs { Value = "/way" });
        await Row(page, "side").QuerySelector("[data-testid=map-map]")!.ChangeAsync(new ChangeEventArgs { Value = "L=buy, X=sell" });
        Assert.Equal("12 would be accepted", Text(page, "map-verdict"));
        Assert.Contains("Feeds__Trades__Fields__side__Map__1=X=sell", Text(page, "map-environment"), StringComparison.Ordinal);

        await Row(page, "price").QuerySelector("[data-testid=map-scale]")!.ChangeAsync(new ChangeEventArgs { Value = "much" });
        Assert.Contains("above 0", Row(page, "price")
            .QuerySelector("[data-testid=map-field-problem]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("would stop the start", Text(page, "map-problems"), StringComparison.Ordinal);

        await page.Find("[data-testid=map-preset]").ChangeAsync(new ChangeEventArgs { Value = "okx-trade" });
        Assert.Equal("0 would be accepted, 12 ignored", Text(page, "map-verdict"));
        await page.Find("[data-testid=map-only]").ChangeAsync(new ChangeEventArgs { Value = "^/id=7000" });
        Assert.Equal("0 would be accepted, 1 rejected: missing_field, 11 ignored", Text(page, "map-verdict"));
    }

    [Fact]
    public void Page_NoTopicOfThatName_ListsThoseThereAre()
    {
        var there = kafka.CreateTopic(1);
        var page = At("/your-feed?topic=no-such-topic-of-ours&feed=quotes");

        page.WaitForAssertion(() =>
            Assert.Contains("no topic 'no-such-topic-of-ours'", Text(page, "map-trouble"), StringComparison.Ordinal), Patience.Limit);
        Assert.Contains(page.FindAll("[data-testid=map-topics-there] a"), link =>
            link.GetAttribute("href") == $"/your-feed?topic={there}&feed=quotes");
        Assert.Empty(page.FindAll("[data-testid=map-verdict]"));
    }

    private IRenderedComponent<YourFeedPage> At(string uri)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(uri);
        return Render<YourFeedPage>();
    }

    private static string Text(IRenderedComponent<YourFeedPage> page, string id) => page.Find($"[data-testid={id}]").TextContent.Trim();

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<YourFeedPage> page, string field) => page.Find($"[data-field={field}]");
}
