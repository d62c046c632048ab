using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Producers;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Producers;

public sealed class ProducerRowTests : ScreenContext
{
    private ProducerSet Producers => Services.GetRequiredService<ProducerSet>();

    [Fact]
    public void Render_Stopped_OffersTheDefaultsAndNoStop()
    {
        var row = Row("trades");

        Assert.Equal("20", Hook(row, "producer-rate").GetAttribute("value"));
        Assert.Equal("", Hook(row, "producer-seed").GetAttribute("value") ?? "");
        Assert.True(Hook(row, "producer-stop").HasAttribute("disabled"));
        Assert.Equal("Start", Hook(row, "producer-start").TextContent.Trim());
        Assert.Equal(("stopped", "0", "0", "0"), (
            Hook(row, "producer-state").TextContent, Hook(row, "producer-sent").TextContent,
            Hook(row, "producer-acknowledged").TextContent, Hook(row, "producer-failed").TextContent));
    }

    [Fact]
    public void Render_ByInterval_OffersIntervalStressAndNoRate()
    {
        var row = Row("quotes");

        Assert.Equal("1", Hook(row, "producer-quotes-interval").GetAttribute("value"));
        Assert.Equal("", Hook(row, "producer-quotes-rate").GetAttribute("value") ?? "");
        Assert.Equal("1", Hook(row, "producer-quotes-stress").GetAttribute("value"));
        Assert.StartsWith("AAPL, GOOGL", Hook(row, "producer-quotes-symbols").GetAttribute("value"), StringComparison.Ordinal);
        Assert.Empty(Row("commodities").FindAll("[data-testid=producer-commodities-stress]"));
    }

    [Fact]
    public void Settings_Clicked_OpenAndClose()
    {
        var row = Row("quotes");
        Assert.True(row.Find("#quotes-fields").HasAttribute("hidden"));

        Hook(row, "producer-quotes-settings").Click();
        Assert.False(row.Find("#quotes-fields").HasAttribute("hidden"));
        Assert.Equal("true", Hook(row, "producer-quotes-settings").GetAttribute("aria-expanded"));

        Hook(row, "producer-quotes-settings").Click();
        Assert.True(row.Find("#quotes-fields").HasAttribute("hidden"));
    }

    [Theory]
    [InlineData("trades", "producer-rate", "many", "1 to 1,000,000")]
    [InlineData("trades", "producer-tickers", "A B,<c>", "'<C>'")]
    [InlineData("trades", "producer-seed", "3.5", "whole number")]
    [InlineData("quotes", "producer-quotes-interval", "0", "0.01 to 3,600")]
    [InlineData("quotes", "producer-quotes-stress", "lots", "1 is normal")]
    [InlineData("crypto", "producer-crypto-symbols", "a b c d e f g h i j k", "1 to 10")]
    public void Submit_Wrong_OpensNamesTheFieldAndStartsNothing(string name, string field, string entry, string message)
    {
        var row = Row(name);

        Hook(row, field).Change(entry);
        row.Find("form").Submit();

        Assert.Equal("true", Hook(row, field).GetAttribute("aria-invalid"));
        Assert.Contains(message, row.Find($"#{Hook(row, field).GetAttribute("aria-describedby")}").TextContent, StringComparison.Ordinal);
        Assert.False(row.Find($"#{name}-fields").HasAttribute("hidden"));
        Assert.Null(Producers.Find(name)!.State.StartedAt);
    }

    [Theory]
    [InlineData("trades", "producer", "trades")]
    [InlineData("order_book", "producer-order_book", "orders")]
    public void Submit_ExternalKafka_AsksFirst(string name, string hooks, string events)
    {
        var row = Row(name);

        row.Find("form").Submit();

        Assert.Contains($"synthetic {events} into topic orders at {Broker}", row.Find(".confirm").TextContent, StringComparison.Ordinal);
        Assert.NotNull(Hook(row, $"{hooks}-confirm"));
        Assert.Null(Producers.Find(name)!.State.StartedAt);
        Hook(row, $"{hooks}-cancel").Click();
        Assert.Empty(row.FindAll(".confirm"));
        Assert.Null(Producers.Find(name)!.State.StartedAt);
    }

    [Fact]
    public void Unlimited_Checked_NeedsNoRateOrInterval()
    {
        var row = Row("quotes");

        Hook(row, "producer-quotes-unlimited").Change(true);

        Assert.True(Hook(row, "producer-quotes-rate").HasAttribute("disabled"));
        Assert.True(Hook(row, "producer-quotes-interval").HasAttribute("disabled"));
    }

    [Fact]
    public void Rate_Given_TakesThePlaceOfTheInterval()
    {
        var row = Row("quotes");
        Assert.False(Hook(row, "producer-quotes-interval").HasAttribute("disabled"));

        Hook(row, "producer-quotes-rate").Change("50");

        Assert.True(Hook(row, "producer-quotes-interval").HasAttribute("disabled"));
    }

    [Fact]
    public void Name_Clicked_IsChosen()
    {
        var chosen = 0;
        var row = Row("quotes", state => state, () => chosen++);

        Hook(row, "producer-quotes-show").Click();

        Assert.Equal(1, chosen);
    }

    [Fact]
    public void Render_PriceOfAMarket_SaysItsOriginAndAge()
    {
        var real = new RealPrice(91_234.5m, Clock.GetUtcNow().AddSeconds(-42));
        var row = Row("crypto", state => state with
        {
            Sources = [new("BTC-USD", PriceOrigin.Jittered, real, "prices.test answers 503"), new("ETH-USD", PriceOrigin.Synthetic, null, null)],
        });

        var text = Words(Hook(row, "producer-crypto-source-BTC-USD"));
        Assert.Equal("BTC-USD jittered · real price 91,234.50 read 42 s ago · last question failed: prices.test answers 503", text);
        Assert.Equal("ETH-USD synthetic · no market has answered yet", Words(Hook(row, "producer-crypto-source-ETH-USD")));
    }

    [Fact]
    public void Render_Problem_SaysIt() => Assert.Contains(
        "Last problem: no broker",
        Row("quotes", state => state with { Problem = "no broker" }).Find("[role=alert]").TextContent, StringComparison.Ordinal);

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static IElement Hook(IRenderedComponent<ProducerRow> row, string hook) => row.Find($"[data-testid={hook}]");

    private IRenderedComponent<ProducerRow> Row(string name, Func<ProducerState, ProducerState>? change = null, Action? choose = null)
    {
        var producer = Producers.Find(name)!;
        return Render<ProducerRow>(parameters => parameters
            .Add(row => row.Producer, producer)
            .Add(row => row.State, change is null ? producer.State : change(producer.State))
            .Add(row => row.Kafka, new KafkaEndpoint("external", Broker, null))
            .Add(row => row.UtcNow, Clock.UtcNow)
            .Add(row => row.OnChoose, choose ?? (() => { })));
    }
}
