using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Alerts.Rules;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Alerts.Rules;

public sealed class RuleFormTests(PostgresFixture postgres) : AlertScreen(postgres)
{
    [Fact]
    public void Render_EveryRule_HasItsRowWithEverySetting()
    {
        var list = Render<RuleList>();

        list.WaitForAssertion(() => Assert.Equal(AlertKinds.Rules.Count, list.FindAll("form").Count), Limit);
        Assert.Equal(AlertKinds.Rules.Select(kind => $"rule-{kind.Code()}"), list.FindAll("form").Select(form => form.GetAttribute("data-testid")));
        foreach (var kind in AlertKinds.Rules)
        {
            var form = list.Find($"[data-testid=rule-{kind.Code()}]");
            foreach (var setting in RuleJson.ToElement(RuleSet.Default[kind]).EnumerateObject().Where(setting => setting.Name is not ("enabled" or "repeat")))
            {
                Assert.NotNull(form.QuerySelector($"[data-testid=rule-field-{setting.Name}]"));
            }
        }
    }

    [Fact]
    public async Task Save_Changed_AppliesAndIsStored()
    {
        var form = Form();
        Assert.True(form.Find("[data-testid=rule-save]").HasAttribute("disabled"));

        form.Find("[data-testid=rule-enabled]").Change(false);
        form.Find("[data-testid=rule-field-significantPercent]").Change("7.5");
        form.Find("[data-testid=rule-field-moderateEnabled]").Change(true);
        form.Find("[data-testid=rule-field-coolDownSeconds]").Change("1,200");
        form.Find("[data-testid=rule-repeat]").Change("once");
        await form.Find("form").SubmitAsync();

        var saved = new PriceMoveSettings
        {
            Enabled = false, SignificantPercent = 7.5m, ModerateEnabled = true, CoolDownSeconds = 1_200, Repeat = Repeat.Once,
        };
        form.WaitForAssertion(
            () => Assert.StartsWith("Saved", form.Find("[data-testid=rule-said]").TextContent.Trim(), StringComparison.Ordinal), Limit);
        Assert.Equal(saved, Services.GetRequiredService<RuleBook>().Current.PriceMove);
        await using var database = await Databases.CreateDbContextAsync();
        Assert.Equal("price_move", (await database.Rules.SingleAsync()).Kind);
        Assert.True(form.Find("[data-testid=rule-save]").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("significantPercent", "much", "Give a number.")]
    [InlineData("significantPercent", "5,5", "5.5")]
    [InlineData("significantPercent", "0", "above 0")]
    [InlineData("moderatePercent", "6", "less than the percentage of significant, 5, or switch moderate off")]
    [InlineData("coolDownSeconds", "1.5", "whole number")]
    [InlineData("hysteresis", "2", "below 1")]
    public async Task Save_WrongValue_IsSaidAtTheField(string field, string value, string problem)
    {
        var form = Form();
        form.Find("[data-testid=rule-field-moderateEnabled]").Change(true);

        form.Find($"[data-testid=rule-field-{field}]").Change(value);
        await form.Find("form").SubmitAsync();

        var input = form.Find($"[data-testid=rule-field-{field}]");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains(problem,
            form.Find($"#{input.GetAttribute("aria-describedby")!.Split(' ')[0]}").TextContent, StringComparison.Ordinal);
        Assert.Equal(RuleSet.Default.PriceMove, Services.GetRequiredService<RuleBook>().Current.PriceMove);

        form.Find($"[data-testid=rule-field-{field}]").Change("0.9");
        Assert.Equal("false", form.Find($"[data-testid=rule-field-{field}]").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Rehearse_StoredTrades_SaysHowOftenItWouldHaveFired()
    {
        await using (var database = await Databases.CreateDbContextAsync())
        {
            foreach (var (price, i) in new[] { 100m, 110m, 121m }.Select((price, i) => (price, i)))
            {
                await database.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset)
                    VALUES ({Guid.NewGuid()}, 'AAPL', {price}, 1, 'buy', {ScreenClock.Start.AddMinutes(i - 10)}, 0, {(long)i})
                    """);
            }
        }

        var form = Form();
        form.Find("[data-testid=rule-field-coolDownSeconds]").Change("3600");
        await form.Find("[data-testid=rule-rehearse]").ClickAsync(new MouseEventArgs());

        form.WaitForAssertion(
            () => Assert.Equal(
                "On the last 24 h this would have fired 2 times, 1 with this cool-down; as it is saved 2 times, 2 with its cool-down (3 events).",
                form.Find("[data-testid=rehearsal]").TextContent.Trim()),
            Limit);
        Assert.Equal(["2026-03-02 14:21 significant AAPL moved +10.00 % from 100 to 110"],
            form.FindAll("[data-testid=rehearsal-alerts] li").Select(alert => alert.TextContent.Trim()));
        Assert.Equal(60, Services.GetRequiredService<RuleBook>().Current.PriceMove.CoolDownSeconds);
    }

    [Fact]
    public void Settings_SavedByAnother_FollowUnlessSomethingIsTyped()
    {
        var form = Form();

        form.Render(parameters => parameters.Add(it => it.Settings, new PriceMoveSettings { SignificantPercent = 8 }));
        Assert.Equal("8", form.Find("[data-testid=rule-field-significantPercent]").GetAttribute("value"));
        form.Find("[data-testid=rule-field-significantPercent]").Change("9");
        form.Render(parameters => parameters.Add(it => it.Settings, new PriceMoveSettings { SignificantPercent = 10 }));

        Assert.Equal("9", form.Find("[data-testid=rule-field-significantPercent]").GetAttribute("value"));
    }

    [Fact]
    public async Task Save_SavedByAnotherMeanwhile_SaysWhatAndOverwritesOnlyWhenAskedAgain()
    {
        var book = Services.GetRequiredService<RuleBook>();
        var form = Form();
        form.Find("[data-testid=rule-field-significantPercent]").Change("9");
        await book.SaveAsync(new PriceMoveSettings { SignificantPercent = 8, CoolDownSeconds = 30 }, CancellationToken.None);

        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(
            () => Assert.StartsWith(
                "Not saved: somebody else has saved this rule meanwhile (significant above 8 %, cool-down 30 s).",
                form.Find("[data-testid=rule-said]").TextContent.Trim(), StringComparison.Ordinal),
            Limit);
        Assert.Equal(8, book.Current.PriceMove.SignificantPercent);
        Assert.Equal("9", form.Find("[data-testid=rule-field-significantPercent]").GetAttribute("value"));
        Assert.NotNull(form.Find("[data-testid=rule-theirs]"));

        await form.Find("form").SubmitAsync();

        form.WaitForAssertion(
            () => Assert.StartsWith("Saved", form.Find("[data-testid=rule-said]").TextContent.Trim(), StringComparison.Ordinal), Limit);
        Assert.Equal(new PriceMoveSettings { SignificantPercent = 9 }, book.Current.PriceMove);
    }

    [Fact]
    public async Task TakeTheirs_SavedByAnotherMeanwhile_ShowsTheSettingsInForce()
    {
        var form = Form();
        form.Find("[data-testid=rule-field-significantPercent]").Change("9");
        await Services.GetRequiredService<RuleBook>().SaveAsync(new PriceMoveSettings { SignificantPercent = 8 }, CancellationToken.None);
        await form.Find("form").SubmitAsync();
        form.WaitForElement("[data-testid=rule-theirs]", Limit);

        await form.Find("[data-testid=rule-theirs]").ClickAsync(new MouseEventArgs());

        Assert.Equal("8", form.Find("[data-testid=rule-field-significantPercent]").GetAttribute("value"));
        Assert.True(form.Find("[data-testid=rule-save]").HasAttribute("disabled"));
    }

    private IRenderedComponent<RuleForm> Form() => Render<RuleForm>(parameters => parameters
        .Add(form => form.Settings, RuleSet.Default.PriceMove)
        .Add(form => form.Activity, new RuleActivity("price_move", 3, ScreenClock.Start.AddMinutes(-2)))
        .Add(form => form.UtcNow, ScreenClock.Start));
}
