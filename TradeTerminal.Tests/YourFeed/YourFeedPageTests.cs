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

    [Theory]
    [InlineData("price", "map-scale")]
    [InlineData("price", "map-map")]
    [InlineData("side", "map-map")]
    public async Task Page_SomethingOfThePresetCleared_StaysClearedAndKeepsTheRest(string field, string cleared)
    {
        using var topic = new TestTopic(kafka.CreateTopic(1), kafka.BootstrapServers);
        topic.Send(Enumerable.Range(0, 12).Select(at => (byte[]?)Encoding.UTF8.GetBytes(
            $$"""{"hd":{"ts_event":"177237540009882195{{at % 10}}","publisher_id":1},"action":"T","side":"A","price":"3720250000000","size":5,"sequence":{{at}},"symbol":"FOOH6"}""")));
        var page = At($"/your-feed?topic={topic.Name}");
        page.WaitForAssertion(() => Assert.Equal("12 would be accepted", Text(page, "map-verdict")), Patience.Limit);
        Assert.Contains("\"Preset\": \"databento-trade\"", Text(page, "map-json"), StringComparison.Ordinal);
        var texts = Texts(page);

        // A change over the preset leaves it.
        await Row(page, "side").QuerySelector("[data-testid=map-else]")!.ChangeAsync(new ChangeEventArgs { Value = "unknown" });
        Assert.Contains("\"Preset\"", Text(page, "map-json"), StringComparison.Ordinal);
        await Row(page, "side").QuerySelector("[data-testid=map-else]")!.ChangeAsync(new ChangeEventArgs { Value = "" });
        Assert.Equal(texts, Texts(page));

        await Row(page, field).QuerySelector($"[data-testid={cleared}]")!.ChangeAsync(new ChangeEventArgs { Value = "" });
        Assert.DoesNotContain("\"Preset\"", Text(page, "map-json"), StringComparison.Ordinal);
        Assert.Contains("/action=T", Text(page, "map-json"), StringComparison.Ordinal);
        texts[$"{field} {cleared}"] = "";
        Assert.Equal(texts, Texts(page));
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

    /// <summary>What stands in the fields' boxes.</summary>
    private static Dictionary<string, string> Texts(IRenderedComponent<YourFeedPage> page) => page.FindAll("[data-testid=map-field]")
        .SelectMany(row => row.QuerySelectorAll("input").Select(input => (
            Key: $"{row.GetAttribute("data-field")} {input.GetAttribute("data-testid")}", Text: input.GetAttribute("value") ?? "")))
        .ToDictionary(pair => pair.Key, pair => pair.Text);

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<YourFeedPage> page, string field) => page.Find($"[data-field={field}]");
}
