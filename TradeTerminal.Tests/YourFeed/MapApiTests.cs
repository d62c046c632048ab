using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.YourFeed;

/// <summary>From a topic that nobody has described to rows, by the settings that were printed.</summary>
public sealed class MapApiTests(PostgresFixture postgres, KafkaFixture kafka)
{
    [Fact]
    public async Task Preview_HomeGrownTopic_ItsSettingsPastedStoreWhatItShowed()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(2), kafka.BootstrapServers);
        var at = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds();
        topic.Send(Enumerable.Range(0, 30).Select(number => (byte[]?)Encoding.UTF8.GetBytes(
            $$$"""{"kind":"fill","execId":"E{{{number}}}","instrument":{"code":"FOO{{{number % 3}}}"},"px":"1.5{{{number % 10}}}","qty":0.25,"side":"{{{(number % 2 == 0 ? "B" : "S")}}}","at":{{{at + number}}}}""")));
        topic.Send([Encoding.UTF8.GetBytes("""{"kind":"fill","execId":"bad","instrument":{"code":"FOO1"},"px":"0","qty":1,"side":"B","at":1772375400000}""")]);
        JsonElement preview;
        string commands;
        await using (var terminal = Start(database.ConnectionString, "a-topic-of-nobody", []))
        {
            preview = await PostAsync(terminal, HttpStatusCode.OK, new { topic = topic.Name });
            var (code, output, error) = await Cli.Commands.RunAsync("map", "--topic", topic.Name, "--url", terminal.Address.ToString());
            Assert.True(code == 0, output + error);
            commands = output;

            var wrong = await PostAsync(terminal, HttpStatusCode.OK,
                new { topic = topic.Name, feed = "trades", mapping = new { Fields = new { price = new { From = "/qty", Scale = 100 } } } });
            Assert.Equal(0, wrong.GetProperty("accepted").GetInt32());
            Assert.False(wrong.GetProperty("isGuess").GetBoolean());

            await RefusalsAsync(terminal, topic.Name);
        }

        Assert.Equal("30 would be accepted, 1 rejected: range", preview.GetProperty("words").GetString());
        Assert.Contains("30 would be accepted, 1 rejected: range", commands, StringComparison.Ordinal);
        Assert.Contains("export Feeds__Trades__Fields__side__Map__0=B=buy", commands, StringComparison.Ordinal);
        Assert.Contains(preview.GetProperty("settings").GetString()!, commands, StringComparison.Ordinal);

        var settings = preview.GetProperty("environment").GetString()!.Split('\n').Select(line => line["export ".Length..].Split('=', 2))
            .Select(pair => (pair[0].Replace("__", ":", StringComparison.Ordinal), pair[1].Trim('\''))).ToArray();
        await using var pasted = Start(database.ConnectionString, null, settings);
        JsonElement feed = default;
        await Eventually.TrueAsync(
            async () =>
            {
                feed = (await pasted.GetAsync("/api/status")).GetProperty("feeds").EnumerateArray().First();
                return (feed.GetProperty("accepted").GetInt64(), feed.GetProperty("rejected").GetInt64()) == (30, 1);
            },
            () => feed.GetRawText());
        var newest = (await pasted.GetAsync("/api/trades?limit=1"))[0];
        Assert.Equal(
            ("FOO2", "1.59", "0.25", "sell", "E29", DateTimeOffset.FromUnixTimeMilliseconds(at + 29).UtcDateTime),
            (newest.GetProperty("ticker").GetString(), newest.GetProperty("price").GetRawText(), newest.GetProperty("volume").GetRawText(),
                newest.GetProperty("side").GetString(), newest.GetProperty("sourceId").GetString(), newest.GetProperty("executedAt")
                    .GetDateTime()));
        var beside = await PostAsync(pasted, HttpStatusCode.OK,
            new { topic = topic.Name, mapping = new { Fields = new { price = new { From = "/px" } } } });
        Assert.Contains(beside.GetProperty("notes").EnumerateArray(), note =>
            note.GetString()!.Contains("Feeds:Trades:Fields:side:Map:0", StringComparison.Ordinal)
            && !note.GetString()!.Contains("price", StringComparison.Ordinal) && !note.GetString()!.Contains("Topic", StringComparison.Ordinal));
    }

    private async Task RefusalsAsync(RunningTerminal terminal, string topic)
    {
        var missing = await PostAsync(terminal, HttpStatusCode.NotFound, new { topic = "no-such-topic-of-ours" });
        Assert.Contains(missing.GetProperty("topics").EnumerateArray(), name => name.GetString() == topic);
        await PostAsync(terminal, HttpStatusCode.Conflict, new { topic = kafka.CreateTopic(1) });
        Assert.Contains("topic", Errors(await PostAsync(terminal, HttpStatusCode.BadRequest, new { feed = "trades" })),
            StringComparison.Ordinal);
        Assert.Contains("must be one of", Errors(await PostAsync(terminal, HttpStatusCode.BadRequest, new { topic, feed = "nobody" })),
            StringComparison.Ordinal);
        Assert.Contains("presett",
            Errors(await PostAsync(terminal, HttpStatusCode.BadRequest, new { topic, mapping = new { Presett = "x" } })),
                StringComparison.Ordinal);
        Assert.Contains("Feeds:Trades:Fields:price:From has 'px'", Errors(await PostAsync(
            terminal, HttpStatusCode.BadRequest,
                new { topic, mapping = new { Feeds = new { Trades = new { Fields = new { price = new { From = "px" } } } } } })),
                    StringComparison.Ordinal);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/map/preview") { Content = JsonContent.Create(new { topic }) };
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        using var refused = await terminal.Client.SendAsync(foreign);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(2, (await Cli.Commands.RunAsync("map", "--topic", "no-such-topic-of-ours", "--url", terminal.Address.ToString()))
            .Code);
    }

    private static string Errors(JsonElement problem) => problem.GetProperty("errors").ToString();

    private static async Task<JsonElement> PostAsync(RunningTerminal terminal, HttpStatusCode status, object body)
    {
        using var response = await terminal.Client.PostAsJsonAsync(new Uri("/api/map/preview", UriKind.Relative), body);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private RunningTerminal Start(string connectionString, string? topic, (string Key, string Value)[] settings) => RunningTerminal.Start(
        connectionString,
        [
            ("Kafka:BootstrapServers", kafka.BootstrapServers), .. topic is null ? []
                : new[] { ("Feeds:Trades:Topic", topic) }, .. settings,
            .. EmbeddedKafka.ConsumerSettings.Select(setting => ($"Kafka:Client:{setting.Key.Replace('.', '_')}", setting.Value)),
        ]);
}
