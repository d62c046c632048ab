using System.Globalization;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Pages;

/// <summary>The Positions page while the bundled producers run, and after.</summary>
[Collection(BrowserHost.ChartsAndPages)]
public sealed class PositionsPageTests(BrowserHost host) : ScreenTest(host)
{
    [Fact]
    public async Task Page_ProducersRun_ShowsTheBookAsTheDatabaseHasIt()
    {
        await Terminal.StartProducerAsync("commodities", 0.02, seed: 7);
        await Terminal.StartProducerAsync("positions", 0.5);
        await OpenAsync("/positions");
        await Expect(Hook("positions-table").Locator("tbody tr").First).ToBeVisibleAsync();
        await Expect(Hook("traders-table").Locator("tbody tr").First).ToBeVisibleAsync();
        await Expect(Hook("pnl-by-commodity").Locator("tbody tr")).ToHaveCountAsync(3);

        // With one alone it may be closed before the producer has stopped, and there is nothing to compare.
        await Eventually.TrueAsync(async () => (await ScreenAsync()).Open >= 3, () => "Some positions are open");
        await Terminal.StopProducerAsync("commodities");
        await Terminal.StopProducerAsync("positions");

        await Eventually.TrueAsync(
            async () => await ScreenAsync() == await StoredAsync(),
            () => "The screen shows what was opened and not closed");
        await Axe.CheckAsync(Page);
        await CheckPicturesAsync();
        await Eventually.EqualAsync(
            0, () => Page.EvaluateAsync<int>("document.querySelector('main').scrollWidth - document.querySelector('main').clientWidth"));
    }

    /// <summary>What is chosen of the picture is in the address, and Back leads to the picture before.</summary>
    private async Task CheckPicturesAsync()
    {
        await Hook("pnl-day-traders").ClickAsync();
        await ExpectAddressAsync("/positions?pnl=traders");
        await Hook("pnl-day-show-table").ClickAsync();
        await ExpectAddressAsync("/positions?pnl=table,traders");
        await Expect(Hook("pnl-day-table")).ToBeVisibleAsync();
        await Page.GoBackAsync();
        await Expect(Hook("pnl-day-show-table")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(Hook("pnl-day-traders")).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.GoBackAsync();
        await Expect(Hook("pnl-day-traders")).ToHaveAttributeAsync("aria-pressed", "false");
        await Hook("positions-list").SelectOptionAsync("list:recent");
        await ExpectAddressAsync("/positions?tickers=list:recent");
        await Expect(Page.GetByText("No open position is like that")).ToBeVisibleAsync();
    }

    private async Task<(long Open, int Rows, string Unrealized)> ScreenAsync() => (
        long.Parse(await Hook("positions-open").InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
        await Hook("positions-table").Locator("tbody tr").CountAsync(),
        await Hook("positions-unrealized").InnerTextAsync());

    private async Task<(long Open, int Rows, string Unrealized)> StoredAsync()
    {
        await using var connection = await Terminal.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT count(DISTINCT trade_id) FILTER (WHERE kind = 'trade_opened') - count(DISTINCT trade_id) FILTER (WHERE kind = 'trade_closed'),
                (SELECT to_char(sum(unrealized), 'FMS999,999,990.00') FROM open_positions)
            FROM commodity_events
            """;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var open = reader.GetInt64(0);
        return (open, (int)open, reader.GetString(1).Replace('-', '−'));
    }
}
