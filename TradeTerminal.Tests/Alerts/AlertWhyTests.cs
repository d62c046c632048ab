using Bunit;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Alerts;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts;

public sealed class AlertWhyTests(PostgresFixture postgres) : AlertScreen(postgres)
{
    private static readonly AlertRow Move = TestAlerts.PriceMove("AAPL", ScreenClock.Start.AddSeconds(30));

    [Fact]
    public void Render_Alert_ShowsConditionInputsAndSource()
    {
        var why = Why(Move);

        Assert.Equal("|105.2 − 100| / 100 = 5.20 % > 5 %", why.Find("[data-testid=alert-condition]").TextContent);
        Assert.Contains("the condition holds", why.Find("[data-testid=alert-check]").TextContent, StringComparison.Ordinal);
        var inputs = why.FindAll(".inputs div")
            .ToDictionary(input => input.Children[0].TextContent, input => input.Children[1].TextContent);
        Assert.Equal("105.2", inputs["price"]);
        Assert.Equal("2026-03-02 14:29:59 UTC", inputs["time of price before"]);
        Assert.EndsWith("topic orders, partition 2, offset 1,234",
            why.Find("[data-testid=alert-source]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_InputsThatDoNotHold_SaysSo()
    {
        var why = Why(new AlertRow { Kind = "price_move", Severity = "significant", Inputs = """{"price":104,"previous":100,"thresholdPercent":5}""" });

        Assert.Contains("does not hold", why.Find("[data-testid=alert-check]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_CandlesStored_DrawsThemWithTheMoment()
    {
        await using (var database = await Databases.CreateDbContextAsync())
        {
            database.Candles.AddRange(
                Candle("AAPL", -1, 99, 100), Candle("AAPL", 0, 100, 105.2m), Candle("AAPL", 11, 90, 95), Candle("MSFT", 0, 400, 410));
            await database.SaveChangesAsync();
        }

        var why = Why(Move);

        why.WaitForAssertion(() => why.Find("[data-testid=alert-moment]"), Limit);
        Assert.Equal(["bar rising", "bar rising marked"], why.FindAll("rect.bar").Select(bar => bar.ClassName).Order());
        // Twenty and a half of thirty minutes from the left.
        Assert.Equal("410.00", why.Find("rect.at").GetAttribute("x"));
        Assert.Contains("previous 100; price 105.2", why.Find(".says").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Arbitrage_DrawsWhatBuyingCostsAndSellingBrings()
    {
        var at = ScreenClock.Start.AddSeconds(30);
        await using (var database = await Databases.CreateDbContextAsync())
        {
            // No opportunity at first, then the bid of the one is above the ask of the other.
            foreach (var (venue, seconds, bid, ask, i) in new[]
                { ("NYSE", -40, 99m, 100m, 1L), ("BATS", -40, 99m, 101m, 2L), ("BATS", 0, 102m, 103m, 3L), ("IEX", 0, 500m, 501m, 4L) })
            {
                await database.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO quotes (symbol, venue, price, bid, ask, bid_size, ask_size, volume, event_time, source_partition, source_offset)
                    VALUES ('AAPL', {venue}, {bid}, {bid}, {ask}, 1, 1, 1, {at.AddSeconds(seconds)}, 0, {i})
                    """);
            }
        }

        var why = Why(new AlertRow
        {
            Kind = "arbitrage", Feed = "quotes", Symbol = "AAPL", Venue = "NYSE/BATS", Severity = "opportunity", DetectedAt = at,
            Inputs = """{"buyVenue":"NYSE","sellVenue":"BATS","ask":100,"bid":102}""",
        });

        why.WaitForAssertion(() => why.Find("[data-testid=alert-moment]"), Limit);
        var bars = why.FindAll("rect.bar").GroupBy(bar => bar.ClassName).ToDictionary(bars => bars.Key!, bars => bars.Count());
        Assert.Equal((20, 1, 9), (bars["bar falling"], bars["bar rising marked"], bars["bar rising"]));
        Assert.Contains("ask 100; bid 102", why.Find(".says").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NothingStored_SaysSo()
    {
        var why = Why(Move);

        why.WaitForAssertion(() => Assert.Equal("Nothing is stored of that moment any more.", why.Find(".nothing").TextContent), Limit);
    }

    [Fact]
    public void Render_VolumeSpike_DrawsTheTicksItWasComparedWith()
    {
        var why = Why(new AlertRow
        {
            Kind = "volume_spike",
            Severity = "extreme",
            Inputs = """{"volume":900,"mean":100,"ratio":9,"thresholdRatio":5,"preceding":[90,110]}""",
        });

        Assert.Equal(3, why.FindAll("rect.bar").Count);
        Assert.Contains("limit 500", why.Find(".says").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<AlertWhy> Why(AlertRow alert) =>
        Render<AlertWhy>(parameters => parameters.Add(why => why.Alert, alert));

    private static CandleRow Candle(string ticker, int minute, decimal open, decimal close) => new()
    {
        Ticker = ticker,
        Bucket = ScreenClock.Start.AddMinutes(minute),
        Open = open,
        High = Math.Max(open, close),
        Low = Math.Min(open, close),
        Close = close,
        Volume = 1,
        Notional = 1,
        TradeCount = 1,
        OpenAt = ScreenClock.Start.AddMinutes(minute),
        CloseAt = ScreenClock.Start.AddMinutes(minute),
    };
}
