using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>The Producer page commands the producer.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class ProducerPageTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task Start_RateTickersAndSeedGiven_TradesReachTheTerminalPage()
    {
        await Terminal.RunProducerAsync(20);
        await OpenAsync("/producer");
        await Hook("producer-stop").ClickAsync();
        await Expect(Hook("producer-state")).ToHaveTextAsync("stopped");
        await Expect(Hook("producer-stop")).ToBeDisabledAsync();

        await Hook("producer-unlimited").UncheckAsync();
        await Hook("producer-rate").FillAsync("120");
        await Hook("producer-tickers").FillAsync("zeta, BRK.B");
        await Hook("producer-seed").FillAsync("7");
        await Hook("producer-start").ClickAsync();

        await Expect(Hook("producer-state")).ToHaveTextAsync("running");
        await Eventually.TrueAsync(async () => await NumberAsync("producer-sent") > 200, () => "It sends");
        await Eventually.TrueAsync(async () => await NumberAsync("producer-acknowledged") > 200, () => "The broker takes them");
        await Expect(Hook("producer-failed")).ToHaveTextAsync("0");
        var state = await Terminal.GetAsync("api/producer");
        Assert.Equal(120, state.GetProperty("rate").GetInt32());
        Assert.Equal(7, state.GetProperty("seed").GetInt32());
        Assert.Equal(["ZETA", "BRK.B"], state.GetProperty("tickers").EnumerateArray().Select(ticker => ticker.GetString()));

        await Page.GetByRole(AriaRole.Navigation).First.GetByText("Terminal").ClickAsync();
        await Hook("ticker-BRK.B").ClickAsync();
        await Hook("ticker-ZETA").ClickAsync();

        await Eventually.TrueAsync(
            async () => (await TickersOfRowsAsync()).Distinct().Order().SequenceEqual(["BRK.B", "ZETA"]),
            () => "The new tickers are on the tape");
        await Expect(Hook("feed-state")).ToHaveTextAsync("LIVE");
    }

    [Fact]
    public async Task Start_AsFastAsTheBrokerTakes_AndStop_AccountsForAllThatWasSent()
    {
        await Terminal.StandStillAsync();
        await OpenAsync("/producer");
        await Hook("producer-unlimited").CheckAsync();
        await Hook("producer-tickers").FillAsync("AAPL");
        await Hook("producer-start").ClickAsync();
        await Eventually.TrueAsync(async () => await NumberAsync("producer-acknowledged") > 1_000, () => "It sends");

        await Hook("producer-stop").ClickAsync();

        await Expect(Hook("producer-state")).ToHaveTextAsync("stopped");
        await Eventually.TrueAsync(
            async () => await NumberAsync("producer-sent") == await NumberAsync("producer-acknowledged") + await NumberAsync("producer-failed"),
            () => "All that was sent is accounted for");
        await Terminal.StandStillAsync();
    }

    [Fact]
    public async Task Start_AnotherProducer_ShowsWhatItSends()
    {
        await Terminal.StandStillAsync();
        await OpenAsync("/producer");
        await Hook("producer-quotes-settings").ClickAsync();
        await Hook("producer-quotes-interval").FillAsync("0.1");
        await Hook("producer-quotes-symbols").FillAsync("AAPL");
        await Hook("producer-quotes-stress").FillAsync("2");
        await Hook("producer-quotes-start").ClickAsync();
        await Hook("producer-quotes-show").ClickAsync();

        await Expect(Hook("producer-quotes-state")).ToHaveTextAsync("running");
        await Eventually.TrueAsync(async () => await NumberAsync("producer-quotes-acknowledged") >= 60, () => "It sends");
        await Expect(Hook("sent-events").Locator("tbody tr")).ToHaveCountAsync(20);
        await Expect(Hook("sent-events").Locator("tbody tr").First).ToContainTextAsync("AAPL");
        await Axe.CheckAsync(Page);
        await Hook("producer-quotes-stop").ClickAsync();

        await Expect(Hook("producer-quotes-state")).ToHaveTextAsync("stopped");
        Assert.Equal(2, (await Terminal.GetAsync("api/producers/quotes")).GetProperty("stress").GetDecimal());
        await Eventually.TrueAsync(
            async () => await NumberAsync("producer-quotes-sent") == await NumberAsync("producer-quotes-acknowledged"),
            () => "All that was sent is acknowledged");
        await Expect(Hook("producer-state")).ToHaveTextAsync("stopped");
    }

    [Theory]
    [InlineData("producer-rate", "fast", "Give a whole number from 1 to 1,000,000")]
    [InlineData("producer-rate", "0", "1 to 1,000,000")]
    [InlineData("producer-tickers", "AAPL <script>", "SCRIPT")]
    [InlineData("producer-seed", "3.5", "Give a whole number from -2147483648")]
    public async Task Start_EntryWrong_SaysWhatToDoAndStartsNothing(string field, string entry, string message)
    {
        await Terminal.StandStillAsync();
        await OpenAsync("/producer");
        var before = await RunAsync();
        await Hook("producer-unlimited").UncheckAsync();
        await Hook("producer-rate").FillAsync("50");
        await Hook("producer-tickers").FillAsync("AAPL");
        await Hook(field).FillAsync(entry);

        await Hook("producer-start").ClickAsync();

        await Expect(Hook(field)).ToHaveAttributeAsync("aria-invalid", "true");
        var note = await Hook(field).GetAttributeAsync("aria-describedby");
        await Expect(Page.Locator($"#{note}")).ToContainTextAsync(new Regex(Regex.Escape(message), RegexOptions.IgnoreCase));
        await Expect(Hook("producer-state")).ToHaveTextAsync("stopped");
        Assert.Equal(before, await RunAsync());
    }

    /// <summary>
    /// Whether one goes on, since when, and what it has sent. The rate it has is that of the last second, and falls after a stop.
    /// </summary>
    private async Task<string> RunAsync()
    {
        var producer = await Terminal.GetAsync("api/producer");
        string[] kept = ["running", "startedAt", "rate", "tickers", "seed", "sent"];
        return string.Join(' ', kept.Select(name => producer.GetProperty(name)));
    }

    private async Task<long> NumberAsync(string hook) =>
        long.Parse(await Hook(hook).InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
