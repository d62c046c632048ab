using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Pipeline;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Pipeline.Incidents;

public sealed class IncidentListTests(PostgresFixture fixture) : ScreenContext
{
    private IncidentBook Book => Services.GetRequiredService<IncidentBook>();

    /// <summary>The database is away: what goes on is shown all the same, and leads to its time in the pictures.</summary>
    [Fact]
    public void Render_OneGoesOn_IsShownWithoutTheDatabase()
    {
        Book.See(Clock.UtcNow, [Sighting(IncidentKinds.Database, null)], _ => 2_542, _ => null);
        Clock.Advance(TimeSpan.FromSeconds(25));

        var list = Render<IncidentList>(parameters => parameters.Add(it => it.View, PipelineView.Default));

        var cells = list.FindAll("tbody tr").Single().Children.Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(["PostgreSQL slow or away", "all", "14:30:00", "goes on 25 s", "2,542 waited", "not yet", "why", "show"], cells);
        Assert.Equal("/pipeline?at=2026-03-02T14:30:12Z#over-time", list.Find("tbody a").GetAttribute("href"));
        Assert.Equal("1 open", list.Find("[data-testid=incidents-open-count]").TextContent);
        Assert.Contains("older ones can’t be read now", list.Markup, StringComparison.Ordinal);

        list.Render(parameters => parameters.Add(it => it.View, PipelineView.Default with { Kind = IncidentKinds.Surge }));
        Assert.Equal("Can’t be read now: PostgreSQL is slow or away.", list.Find(".nothing").TextContent);
    }

    [Fact]
    public async Task Render_ManyAreStored_ArePagedAndChosenByKind()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var stored = Enumerable.Range(0, 10).Select(i => new Incident(
            Guid.CreateVersion7(), i == 0 ? IncidentKinds.Kafka : IncidentKinds.Lagging, i == 0 ? null : "quotes", Clock.UtcNow.AddMinutes(-i),
            Clock.UtcNow.AddMinutes(-i).AddSeconds(5), i != 3, i, null, "why")).ToList();
        await IncidentTable.WriteAsync(connection, Guid.NewGuid(), stored, CancellationToken.None);
        await IncidentTable.WriteAsync(connection, Guid.NewGuid(), stored, CancellationToken.None);
        Services.AddKeyedSingleton<IDbContextFactory<TerminalDbContext>>(DatabasePools.Screens, databases);
        var view = PipelineView.Default;
        var list = Render<IncidentList>(parameters => parameters.Add(it => it.View, view)
            .Add(it => it.OnChange, EventCallback.Factory.Create<Func<PipelineView, PipelineView>>(this, change => view = change(view))));

        await CountAsync(list, 8);
        await list.Find("[data-testid=incidents-older]").ClickAsync(new());
        await CountAsync(list, 2);
        await list.Find("[data-testid=incidents-newer]").ClickAsync(new());
        await CountAsync(list, 8);
        Assert.Contains("after 14:27:05", list.Markup, StringComparison.Ordinal);

        await list.Find("[data-testid=incident-kind]").ChangeAsync(new ChangeEventArgs { Value = IncidentKinds.Kafka });
        Assert.Equal("/pipeline?kind=kafka", view.Uri);
        list.Render(parameters => parameters.Add(it => it.View, view));
        await CountAsync(list, 1);
    }

    private static Sighting Sighting(string kind, string? feed) => new(new(kind, feed), ScreenClock.Start, "why");

    private Task CountAsync(IRenderedComponent<IncidentList> list, int rows) => Eventually.TrueAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(2));
            Market.Updates.Wake();
            return list.FindAll("tbody tr").Count == rows;
        },
        () => list.Markup);
}
