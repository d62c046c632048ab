using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Pipeline.Rejects;
using TradeTerminal.Pipeline.Resubmissions;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Pipeline.Rejects;

public sealed class RejectListTests(PostgresFixture postgres) : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Limit = Patience.Limit;

    private TestDatabase _database = null!;
    private bool _isAway;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        IDbContextFactory<TerminalDbContext> there = new TerminalDatabase(() => _database.ConnectionString);
        var away = new TerminalDatabase(() => "Host=127.0.0.1;Port=1;Timeout=1");
        Services.AddSingleton(new RejectStore(new Either(() => _isAway ? away : there)));
        // Nothing is sent again here, and nobody runs it.
        Services.AddSingleton(new ResubmissionWatch(null!, null!, null!, null!, TimeProvider.System, NullLogger<ResubmissionWatch>.Instance));
        await using var database = await there.CreateDbContextAsync();
        await database.Database.MigrateAsync();
        database.Rejected.AddRange(Enumerable.Range(0, 45).Select(i => new RejectedRow
        {
            ClusterId = "c",
            Topic = "orders",
            Offset = i,
            Reason = i == 7 ? "side" : "json",
            RejectedAt = ScreenClock.Start.AddSeconds(i),
        }));
        await database.SaveChangesAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Page_OlderAndNewer_WalkTheList()
    {
        var list = List(45);

        WaitForOffsets(list, "44", "25");
        list.Find("[data-testid=rejects-older]").Click();
        WaitForOffsets(list, "24", "5");
        list.Find("[data-testid=rejects-older]").Click();
        WaitForOffsets(list, "4", "0");
        Assert.True(list.Find("[data-testid=rejects-older]").HasAttribute("disabled"));
        list.Find(".pages button").Click();
        WaitForOffsets(list, "24", "5");
    }

    [Fact]
    public void Reason_Chosen_ShowsOnlyIts()
    {
        var list = List(45);
        WaitForOffsets(list, "44", "25");

        list.Find("[data-testid=reject-reason]").Change("side");
        WaitForOffsets(list, "7", "7");
        list.Find("[data-testid=reject-reason]").Change("range");

        list.WaitForAssertion(() => Assert.Contains("for “range”", list.Markup, StringComparison.Ordinal), Limit);
    }

    [Fact]
    public void Total_Grown_OffersTheNewOnesInsteadOfReadingThem()
    {
        var list = List(45);
        WaitForOffsets(list, "44", "25");
        Assert.Empty(list.FindAll("[data-testid=rejects-refresh]"));

        list.Render(parameters => parameters.Add(it => it.Total, 46));
        list.Find("[data-testid=rejects-refresh]").Click();

        list.WaitForAssertion(() => Assert.Empty(list.FindAll("[data-testid=rejects-refresh]")), Limit);
    }

    [Fact]
    public void Database_AwayAndBack_IsSaidAndReadAgain()
    {
        _isAway = true;
        var list = List(45, isUp: false);
        list.WaitForAssertion(() => Assert.Contains("can't be read now", list.Find("[role=alert]").TextContent, StringComparison.Ordinal),
            Limit);

        _isAway = false;
        list.Render(parameters => parameters.Add(it => it.IsUp, true));

        WaitForOffsets(list, "44", "25");
    }

    private static void WaitForOffsets(IRenderedComponent<RejectList> list, string first, string last) => list.WaitForAssertion(
        () =>
        {
            var rows = list.FindAll("[data-testid=rejects] tbody tr");
            Assert.NotEmpty(rows);
            Assert.Equal((first, last), (rows[0].Children[3].TextContent, rows[^1].Children[3].TextContent));
        },
        Limit);

    private IRenderedComponent<RejectList> List(long total, bool isUp = true) =>
        Render<RejectList>(parameters => parameters.Add(list => list.Total, total).Add(list => list.IsUp, isUp));

    private sealed class Either(Func<IDbContextFactory<TerminalDbContext>> which) : IDbContextFactory<TerminalDbContext>
    {
        public TerminalDbContext CreateDbContext() => which().CreateDbContext();
    }
}
