using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Layout;
using TradeTerminal.Pipeline;
using TradeTerminal.Producers;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Layout;

public sealed class PageTests : ScreenContext
{
    [Fact]
    public void Producer_ExternalKafka_WarnsWhereItWrites()
    {
        var page = Render<ProducerPage>();

        var notice = page.Find("[data-testid=producer-notice]").TextContent;
        Assert.Contains("into the topics named below", notice, StringComparison.Ordinal);
        Assert.Contains(Broker, notice, StringComparison.Ordinal);
        Assert.Contains("Nothing sent yet", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Producer_Default_ShowsEveryProducerThatOfTradesFirstAndOpen()
    {
        var page = Render<ProducerPage>();

        Assert.Equal(
            ["Trades", "Quotes", "Order book", "Traders' positions", "Commodity book", "Crypto", "Indices", "Replay"],
            page.FindAll("form").Select(form => form.GetAttribute("aria-label")));
        Assert.Equal(6, page.FindAll("[id$=-fields][hidden]").Count);
        Assert.Equal("true", page.Find("[data-testid=producer-show]").GetAttribute("aria-pressed"));
        Assert.Equal("/api/index-file", page.Find("[data-testid=index-file]").GetAttribute("href"));
    }

    [Fact]
    public void Producer_AnotherChosen_ShowsItsLastEvents()
    {
        var page = Render<ProducerPage>();

        page.Find("[data-testid=producer-crypto-show]").Click();

        Assert.Equal("true", page.Find("[data-testid=producer-crypto-show]").GetAttribute("aria-pressed"));
        Assert.Equal("false", page.Find("[data-testid=producer-show]").GetAttribute("aria-pressed"));
        Assert.Contains(page.FindAll(".says"), says => says.TextContent.StartsWith("Crypto · topic", StringComparison.Ordinal));
    }

    [Fact]
    public void Pipeline_GaugeMoves_Follows()
    {
        var page = Render<PipelinePage>();
        Assert.Equal("0", page.Find("[data-testid=pipeline-accepted]").TextContent);

        Gauge.Begin("cluster", [new StoredOffset(0, 0, 1_500) { Accepted = 1_490, Duplicates = 7, Rejected = 3 }]);
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
    public void Pipeline_SelfCheckFails_SaysWhere()
    {
        var page = Render<PipelinePage>();
        Assert.Empty(page.FindAll("[data-testid=pipeline-self-check]"));

        Gauge.Begin("cluster", [new StoredOffset(3, 0, 100) { Accepted = 98 }]);
        Gauge.Compared(new RowAnswer(Clock.UtcNow, "AAPL 2026-03-01 15:00: a candle of 3 and 2 rows", 0));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Updates.Wake();

        page.WaitForAssertion(() => Assert.Equal(
            "Self-check of Trades: partition 3: 2 of 100 not accounted for; AAPL 2026-03-01 15:00: a candle of 3 and 2 rows.",
            page.Find("[data-testid=pipeline-self-check]").TextContent.Trim()));
    }

    [Fact]
    public void NotFound_Render_LeadsBack() =>
        Assert.Equal(["/", "/market", "/map", "/positions", "/alerts", "/history", "/producer", "/pipeline", "/settings"],
            Render<NotFoundPage>().FindAll("a").Select(link => link.GetAttribute("href")));

    [Fact]
    public async Task Pages_OneServerEmbeddedOneConfigured_SaySo()
    {
        await using var backends = new Backends(
            "Host=127.0.0.1;Port=1", "", Options.Create(new KafkaOptions()), Options.Create(new StorageOptions()), new Topics(),
            NullLoggerFactory.Instance);
        await backends.StartAsync(Xunit.TestContext.Current.CancellationToken);
        Services.AddSingleton(backends);

        Assert.Contains("Kafka:BootstrapServers is not set",
            Render<ProducerPage>().Find("[data-testid=backends-mismatch]").TextContent, StringComparison.Ordinal);
        Assert.Single(Render<PipelinePage>().FindAll("[data-testid=backends-mismatch]"));
    }

    [Fact]
    public void Pages_BothConfigured_SayNothingOfIt() => Assert.Empty(Render<ProducerPage>().FindAll("[data-testid=backends-mismatch]"));

    [Fact]
    public async Task Pipeline_FeedAsksWhereToGoOn_TakesTheAnswer()
    {
        var question = new FeedQuestion([new LostPosition(2, 100, 0, 60)]);
        using var stopping = new CancellationTokenSource();
        var asking = Task.Run(() => Gauge.Ask(question, stopping.Token), stopping.Token);
        var page = Render<PipelinePage>();
        page.WaitForAssertion(() =>
        {
            Market.Updates.Wake();
            Assert.Contains("partition 2 ends at 60, before our position 100",
                page.Find("[data-testid=feed-question]").TextContent, StringComparison.Ordinal);
        });

        page.Find("[data-testid=resume-end]").Click();

        await asking.WaitAsync(Patience.Limit, Xunit.TestContext.Current.CancellationToken);
        var lost = new StoredOffset(2, 0, 100) { Accepted = 100 };
        Assert.Null(Gauge.TakeAnswer(lost with { NextOffset = 101 }));
        Assert.Equal(ResumeAt.End, Gauge.TakeAnswer(lost));
        Assert.Null(Gauge.TakeAnswer(lost));
        Assert.Null(Gauge.Current.Question);
    }

    private sealed class Topics : IOptionsMonitor<FeedOptions>
    {
        public FeedOptions CurrentValue { get; } = new() { Topic = "orders" };

        public FeedOptions Get(string? name) => new() { Topic = name ?? "orders" };

        public IDisposable? OnChange(Action<FeedOptions, string?> listener) => null;
    }
}
