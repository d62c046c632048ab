using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using TradeTerminal.Ingest;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Producers;

/// <summary>Each producer as a person starts it, through the broker, the worker and the database.</summary>
public sealed class ProducersPipelineTests(PostgresFixture postgres)
{
    private const int Events = 600;

    [Fact]
    public async Task Run_AllProducersOnARunningTerminal_StoresAllThatWasAcknowledged()
    {
        await using var market = await PriceServer.StartAsync();
        market.Answer("""{"price":"87123.45"}""");
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var terminal = RunningTerminal.Start(
            database.ConnectionString,
            [
                .. FeedCatalog.All.Select(feed => ($"Feeds:{feed.Section}:Enabled", "true")),
                ("Producer:Crypto:Url", $"{market.Url}/{{symbol}}"), ("Producer:Crypto:Path", "price"),
            ]);
        var names = (await terminal.GetAsync("/api/producers")).EnumerateArray()
            .Select(producer => producer.GetProperty("name").GetString()!).ToList();

        foreach (var name in names)
        {
            await PostAsync(terminal, $"/api/producers/{name}/start", """{"rate":3000,"seed":7}""");
        }

        var sent = new Dictionary<string, long>();
        foreach (var name in names)
        {
            await Eventually.TrueAsync(
                async () => Number(await terminal.GetAsync($"/api/producers/{name}"), "acknowledged") >= Events,
                () => $"{name} sends too little.");
            var stopped = await PostAsync(terminal, $"/api/producers/{name}/stop", null);
            Assert.Equal((name, Number(stopped, "sent"), 0), (name, Number(stopped, "acknowledged"), Number(stopped, "failed")));
            sent[name] = Number(stopped, "sent");
        }

        foreach (var name in names)
        {
            await Eventually.TrueAsync(async () => Stored(await FeedAsync(terminal, name)) >= sent[name],
                () => $"Not all of {name} is stored.");
            var feed = await FeedAsync(terminal, name);
            Assert.Equal((name, sent[name], 0, 0), (name, Number(feed, "accepted"), Number(feed, "duplicates"), Number(feed, "rejected")));
        }

        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await FeedInvariants.CheckFiguresAsync(connection);
        foreach (var feed in AnyFeed.All.Where(feed => sent.ContainsKey(feed.Name)))
        {
            await using var count = new NpgsqlCommand($"SELECT count(*) FROM {feed.Table}", connection);
            Assert.Equal((feed.Name, sent[feed.Name]), (feed.Name, (long)(await count.ExecuteScalarAsync())!));
        }
    }

    private static long Stored(JsonElement feed) => Number(feed, "accepted") + Number(feed, "duplicates") + Number(feed, "rejected");

    private static long Number(JsonElement json, string field) => json.GetProperty(field).GetInt64();

    private static async Task<JsonElement> FeedAsync(RunningTerminal terminal, string name) =>
        (await terminal.GetAsync("/api/status")).GetProperty("feeds").EnumerateArray()
            .Single(feed => feed.GetProperty("name").GetString() == name);

    private static async Task<JsonElement> PostAsync(RunningTerminal terminal, string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await terminal.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
