using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Pipeline;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Pipeline.OverTime;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Pipeline.OverTime;

public sealed class PipelinePastTests(PostgresFixture fixture) : ScreenContext
{
    [Fact]
    public async Task Render_StoredMinutes_ArePicturesAndTablesOfTheSameFigures()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        await FillAsync(database.ConnectionString);
        Services.AddKeyedSingleton<IDbContextFactory<TerminalDbContext>>(DatabasePools.Screens, databases);
        Services.GetRequiredService<IncidentBook>().See(
            Clock.UtcNow, [new Sighting(new(IncidentKinds.Database, null), Clock.UtcNow.AddMinutes(-10), "away")], _ => 0, _ => null);
        var view = PipelineView.Default;
        var past = Render<PipelinePast>(parameters => parameters.Add(it => it.View, view)
            .Add(it => it.OnChange, EventCallback.Factory.Create<Func<PipelineView, PipelineView>>(this, change => view = change(view))));

        await EventuallyAsync(past, () => past.FindAll("[data-testid=events-over-time]").Count == 1);
        Assert.Equal(
            ["stored 1,200", "duplicates 0", "rejected 5"],
            past.FindAll(".legend")[1].Children.Select(part => part.TextContent.Trim()));
        Assert.Contains("down in 1 of 2", past.Find("[data-testid=states]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("M816.67 0h16", past.Find("[data-testid=states-incidents] path").GetAttribute("d"), StringComparison.Ordinal);
        foreach (var button in new[] { "events-over-time", "rejected-over-time", "lag-over-time", "behind-over-time", "stages", "states" })
        {
            await past.Find($"[data-testid={button}-show-table]").ClickAsync(new());
        }

        // Of the minute that runs nothing is stored.
        Assert.Equal(["–", "–", "–"], Cells(past, "events-over-time", 0));
        Assert.Equal(["–"], Cells(past, "lag-over-time", 0));
        Assert.Equal(["–"], Cells(past, "behind-over-time", 0));
        Assert.Equal(["0"], Cells(past, "lag-over-time", 1));
        Assert.Equal(["700", "0", "0"], Cells(past, "events-over-time", 1));
        Assert.Equal(["500", "0", "5"], Cells(past, "events-over-time", 2));
        Assert.Equal(["3", "2"], Cells(past, "rejected-over-time", 2));
        Assert.Equal(["2,542"], Cells(past, "lag-over-time", 2));
        Assert.Equal(["25 s"], Cells(past, "behind-over-time", 2));
        Assert.Contains("4.0 ms / 9.0 ms", Cells(past, "stages", 0));
        Assert.Equal(["live"], Cells(past, "states", 0));
        Assert.Equal(["down"], Cells(past, "states", 1));

        await past.Find("[data-testid=span-week]").ClickAsync(new());
        Assert.Equal("/pipeline?span=week", view.Uri);
    }

    [Fact]
    public void Render_DatabaseIsAway_SaysThatItCannotBeRead()
    {
        Services.GetRequiredService<IncidentBook>().See(
            Clock.UtcNow, [new Sighting(new(IncidentKinds.Database, null), Clock.UtcNow, "away")], _ => 0, _ => null);

        var past = Render<PipelinePast>(parameters => parameters.Add(it => it.View, PipelineView.Default));

        Assert.Equal(6, past.FindAll(".unread").Count);
        Assert.All(past.FindAll(".unread"), words => Assert.Equal("Can’t be read now: PostgreSQL is slow or away.", words.TextContent));
    }

    private static string[] Cells(IRenderedComponent<PipelinePast> past, string table, int row) =>
        [.. past.FindAll($"[data-testid={table}-table] tbody tr")[row].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];

    /// <summary>The last minute and the one before it.</summary>
    private static async Task FillAsync(string connectionString)
    {
        var (last, before) = ($"{ScreenClock.Start.AddMinutes(-1):O}", $"{ScreenClock.Start.AddMinutes(-2):O}");
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO pipeline_1m (feed, bucket, lag_records, lag_seconds, state, received_to_committed_p50, received_to_committed_p99)
                VALUES ('trades', '{last}', 0, 0, 0, 4, 9), ('trades', '{before}', 2542, 25, 4, NULL, NULL);
            INSERT INTO pipeline_events_1m VALUES
                ('trades', '{last}', 'accepted', '', 700), ('trades', '{before}', 'accepted', '', 500),
                ('trades', '{before}', 'rejected', 'json', 3), ('trades', '{before}', 'rejected', 'range', 2),
                ('quotes', '{before}', 'accepted', '', 9);
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task EventuallyAsync(IRenderedComponent<PipelinePast> past, Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            Market.Updates.Wake();
            return condition();
        },
        () => past.Markup);
}
