using System.Globalization;
using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Feeds.Mapping;

/// <summary>From a topic with another's messages to the rows, the API and the self-check, over a restart.</summary>
public sealed class MappedPipelineTests(PostgresFixture postgres, KafkaFixture kafka)
{
    [Fact]
    public async Task Preset_BinanceOnATopic_IsStoredExactlyOnceAndShown()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var topic = new TestTopic(kafka.CreateTopic(2), kafka.BootstrapServers);
        var at = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds();
        topic.Send(
        [
            Trade(1, "0.00000001", "12345.678", isSeller: true, at), Trade(2, "64000.10", "0.00012", isSeller: false, at + 1),
            Trade(1, "0.00000001", "12345.678", isSeller: true, at), Trade(3, "0", "1", isSeller: false, at),
            Bytes("""{"e":"24hrMiniTicker","E":1,"s":"FOOBTC","c":"1"}"""), Bytes("""{"result":null,"id":1}"""),
        ]);

        await using (var terminal = Start(database.ConnectionString, topic.Name))
        {
            await CountsAsync(terminal, accepted: 2, duplicates: 1, rejected: 1, ignored: 2);

            var trades = (await terminal.GetAsync("/api/trades?tickers=FOOBTC")).EnumerateArray().ToList();
            Assert.Equal(
                [("64000.10", "0.00012", "buy", "2"), ("0.00000001", "12345.678", "sell", "1")],
                trades.Select(trade => (
                    trade.GetProperty("price").GetRawText(), trade.GetProperty("volume").GetRawText(),
                    trade.GetProperty("side").GetString()!, trade.GetProperty("sourceId").GetString()!)));
            Assert.Equal(
                DateTimeOffset.FromUnixTimeMilliseconds(at + 1).UtcDateTime, trades[0].GetProperty("executedAt").GetDateTime());
            var reject = Assert.Single((await terminal.GetAsync("/api/rejected")).EnumerateArray().ToList());
            Assert.StartsWith("'price' (read from /p) must be above 0", reject.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        topic.Send([Trade(2, "64000.10", "0.00012", isSeller: false, at + 1), Trade(4, "2", "3", isSeller: false, at + 2), Bytes("{}")]);
        await using (var terminal = Start(database.ConnectionString, topic.Name))
        {
            await CountsAsync(terminal, accepted: 3, duplicates: 2, rejected: 1, ignored: 3);
            Assert.Equal(3, (await terminal.GetAsync("/api/trades?tickers=FOOBTC")).GetArrayLength());
            var metrics = await terminal.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            Assert.Equal(3, metrics.Split('\n')
                .Where(line => line.StartsWith("terminal_feed_ignored", StringComparison.Ordinal) && line.Contains("\"trades\"", StringComparison.Ordinal))
                .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ')[1], CultureInfo.InvariantCulture)));
        }
    }

    private RunningTerminal Start(string connectionString, string topic) => RunningTerminal.Start(
        connectionString,
        [
            ("Kafka:BootstrapServers", kafka.BootstrapServers), ("Feeds:Trades:Topic", topic), ("Feeds:Trades:Preset", "binance-trade"),
            .. EmbeddedKafka.ConsumerSettings.Select(setting => ($"Kafka:Client:{setting.Key.Replace('.', '_')}", setting.Value)),
        ]);

    private static async Task CountsAsync(RunningTerminal terminal, long accepted, long duplicates, long rejected, long ignored)
    {
        JsonElement feed = default;
        await Eventually.TrueAsync(
            async () =>
            {
                feed = (await terminal.GetAsync("/api/status")).GetProperty("feeds").EnumerateArray().First();
                return (Of("accepted"), Of("duplicates"), Of("rejected"), Of("ignored")) == (accepted, duplicates, rejected, ignored);
            },
            () => feed.GetRawText());
        Assert.Equal(JsonValueKind.Null, feed.GetProperty("selfCheck").ValueKind);
        Assert.Equal(
            accepted + duplicates + rejected + ignored,
            feed.GetProperty("partitions").EnumerateArray().Sum(partition =>
                partition.GetProperty("nextOffset").GetInt64() - partition.GetProperty("startOffset").GetInt64()));

        long Of(string count) => feed.GetProperty(count).GetInt64();
    }

    private static byte[] Trade(long id, string price, string quantity, bool isSeller, long at) => Bytes(
        $$"""{"e":"trade","E":{{at}},"s":"FOOBTC","t":{{id}},"p":"{{price}}","q":"{{quantity}}","T":{{at}},"m":{{(isSeller ? "true" : "false")}},"M":true}""");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
