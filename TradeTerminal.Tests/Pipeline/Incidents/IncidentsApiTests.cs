using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Pipeline.Incidents;

/// <summary>Twelve of days ago, a minute apart, two of which began at once; the last one goes on.</summary>
[Collection(ApiHost.Collection)]
public sealed class IncidentsApiTests(ApiHost host) : IAsyncLifetime
{
    private static readonly DateTime First = Interval.Minute.BucketOf(DateTime.UtcNow.AddDays(-10));
    private static readonly string Range = $"from={First.AddHours(-1):O}&to={First.AddHours(1):O}";

    private readonly List<Incident> _all =
    [
        .. Enumerable.Range(0, 12).Select(i => new Incident(
            Guid.CreateVersion7(), i == 11 ? IncidentKinds.Stands : i % 3 == 0 ? IncidentKinds.Kafka : IncidentKinds.Lagging,
            i % 2 == 0 ? "quotes" : null, At(i == 5 ? 4 : i), i == 11 ? null : At(i).AddSeconds(30), true, i, null, "why")),
    ];

    public async ValueTask InitializeAsync()
    {
        await using var connection = new NpgsqlConnection(host.Database.ConnectionString);
        await connection.OpenAsync();
        await IncidentTable.WriteAsync(connection, Guid.NewGuid(), _all, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(host.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("DELETE FROM incidents WHERE incident_id = ANY($1)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = _all.Select(incident => incident.Id).ToArray() });
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Export_Range_HasThemAll()
    {
        var csv = await host.Terminal.Client.GetStringAsync(new Uri($"/api/incidents.csv?{Range}", UriKind.Relative));

        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("incident_id,kind,feed,began_at,", lines[0], StringComparison.Ordinal);
        Assert.Equal(_all.Select(incident => incident.Id.ToString()).Order(), lines[1..].Select(line => line[..36]).Order());
    }

    [Fact]
    public async Task Get_PageByPage_LosesAndRepeatsNone()
    {
        var pages = new List<Guid[]>();
        for (var next = $"/api/incidents?limit=5&{Range}"; next is not null;)
        {
            using var response = await host.Terminal.Client.GetAsync(new Uri(next, UriKind.RelativeOrAbsolute));
            pages.Add(Ids(await response.Content.ReadFromJsonAsync<JsonElement>()));
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal([5, 5, 2], pages.Select(page => page.Length));
        Assert.Equal(Newest(_ => true), pages.SelectMany(page => page));
    }

    [Fact]
    public async Task Get_Filtered_IsWhatWasAskedFor()
    {
        Assert.Equal(Newest(it => it.Kind == IncidentKinds.Kafka), await AskAsync($"kind=kafka&{Range}"));
        Assert.Equal(Newest(it => it.Feed == "quotes"), await AskAsync($"feed=quotes&{Range}"));
        Assert.Equal(
            Newest(it => it.BeganAt < At(7) && (it.EndedAt is null || it.EndedAt >= At(3))), await AskAsync($"from={At(3):O}&to={At(7):O}"));
        Assert.Equal([_all[11].Id], await AskAsync($"from={At(12):O}&to={At(13):O}"));
    }

    /// <summary>Answered from memory until the database has: what goes on is told while that is away, too.</summary>
    [Fact]
    public Task Get_OnlyOpen_IsWhatGoesOn() => Eventually.TrueAsync(
        async () => (await AskAsync($"open=true&{Range}")).SequenceEqual([_all[11].Id]), () => "The one that goes on is told alone.");

    private static DateTime At(int minute) => First.AddMinutes(minute);

    private static Guid[] Ids(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.GetProperty("incidentId").GetGuid())];

    private async Task<Guid[]> AskAsync(string query) => Ids(await host.Terminal.GetAsync($"/api/incidents?{query}"));

    private IEnumerable<Guid> Newest(Func<Incident, bool> which) =>
        _all.Where(which).OrderByDescending(it => it.BeganAt).ThenByDescending(it => it.Id).Select(it => it.Id);
}
