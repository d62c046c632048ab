using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Pipeline.Rejects;
using TradeTerminal.Pipeline.Resubmissions;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Pipeline.Resubmissions;

[Collection(ApiHost.Collection)]
public sealed class ResubmitTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Resubmit_Corrected_IsAcceptedOnceAndNamesItsReject()
    {
        var (id, text) = await RejectAsync(side: "hold");

        var (status, _) = await PostAsync("resubmit", new { id, payload = text.Replace("hold", "sell", StringComparison.Ordinal) });
        var reject = await OutcomeAsync(id);
        var (again, answer) = await PostAsync("resubmit", new { id });

        Assert.Equal(HttpStatusCode.OK, status);
        var sent = reject.GetProperty("resubmission");
        Assert.Equal("accepted", sent.GetProperty("outcome").GetString());
        Assert.True(sent.GetProperty("corrected").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, again);
        Assert.Contains("already", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1L, await ScalarAsync<long>(
            $"SELECT count(*) FROM trades WHERE side = 'sell' AND source_partition = {sent.GetProperty("partition")} AND source_offset = {sent.GetProperty("offset")}"));
        Assert.Equal(id, Header(sent.GetProperty("partition").GetInt32(), sent.GetProperty("offset").GetInt64()));
        Assert.Equal("accepted", await ScalarAsync<string>($"""SELECT outcome FROM rejects WHERE topic || '/' || partition || '/' || "offset" = '{Place(id)}'"""));
    }

    [Fact]
    public async Task Resubmit_ByTwoAtOnce_SendsOne()
    {
        var (id, text) = await RejectAsync(side: "two at once");
        var payload = text.Replace("two at once", "buy", StringComparison.Ordinal);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PostAsync("resubmit", new { id, payload })));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        Assert.Equal("accepted", (await OutcomeAsync(id)).GetProperty("resubmission").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Resubmit_AsItWas_IsRejectedAgainAndLinkedBothWays()
    {
        var (id, _) = await RejectAsync(side: "still wrong");

        await PostAsync("resubmit", new { id = Place(id) });

        var sent = (await OutcomeAsync(id)).GetProperty("resubmission");
        Assert.Equal("rejected", sent.GetProperty("outcome").GetString());
        var child = await OneAsync(sent.GetProperty("rejectedAs").GetString()!);
        Assert.Equal(id, child.GetProperty("resubmissionOf").GetString());
        Assert.Equal("side", child.GetProperty("reason").GetString());
        Assert.Contains((await _terminal.GetAsync("/api/rejected?resubmitted=rejected&limit=1000")).EnumerateArray(),
            one => one.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task Resubmit_TradeThatIsStored_IsADuplicate()
    {
        var trade = RunningTerminal.Trade("RESUB", id: Guid.NewGuid());
        await _terminal.ProduceAsync(trade);
        var (id, _) = await RejectAsync(side: "copy");

        await PostAsync("resubmit", new { id, payload = trade });

        Assert.Equal("duplicate", (await OutcomeAsync(id)).GetProperty("resubmission").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Resubmit_WhatCannotBeSent_SaysWhy()
    {
        var (id, text) = await RejectAsync(side: "no");
        await ExecuteAsync(
            """
            INSERT INTO rejected (cluster_id, topic, partition, "offset", reason, detail, payload, rejected_at) VALUES
                ('c', 'elsewhere', 0, 1, 'json', '', 'x', now()), ('c', 'market_data', 0, 1, 'json', '', 'x', now()),
                ('c', 'orders', 0, 900001, 'too_large', '', repeat('x', 70000)::bytea, now()),
                ('c', 'orders', 0, 900002, 'json', '', 'x', now()), ('d', 'orders', 0, 900002, 'json', '', 'x', now())
            """);

        await RefusesAsync(HttpStatusCode.NotFound, "no longer kept", new { id = "orders/0/99999999" });
        await RefusesAsync(HttpStatusCode.BadRequest, "TOPIC/PARTITION/OFFSET", new { id = "orders" });
        await RefusesAsync(HttpStatusCode.BadRequest, "'side' must be", new { id, payload = text });
        await RefusesAsync(HttpStatusCode.Conflict, "No feed reads topic elsewhere", new { id = "elsewhere/0/1" });
        await RefusesAsync(HttpStatusCode.Conflict, "turned off", new { id = "market_data/0/1" });
        await RefusesAsync(HttpStatusCode.BadRequest, "65536 bytes", new { id = "orders/0/900001" });
        await RefusesAsync(HttpStatusCode.Conflict, "Several messages", new { id = "orders/0/900002" });
        Assert.Equal(JsonValueKind.Null, (await OneAsync(id)).GetProperty("resubmission").ValueKind);
        await ExecuteAsync("DELETE FROM rejected WHERE cluster_id IN ('c', 'd')");
    }

    [Fact]
    public async Task ResubmitAll_Confirmed_SendsThatManyAndNoneTwice()
    {
        await _terminal.ProduceAsync([.. Enumerable.Range(0, 12).Select(i => RunningTerminal.Trade("ALL", price: $"-{i + 1}"))]);

        var (asked, question) = await PostAsync("resubmit-all", new { reason = "range" });
        var (count, until) = (question.GetProperty("count").GetInt32(), question.GetProperty("until").GetString());
        await _terminal.ProduceAsync(RunningTerminal.Trade("ALL", price: "-99"));
        var (wrong, _) = await PostAsync("resubmit-all", new { reason = "range", count = count + 1, until });
        var (sent, answer) = await PostAsync("resubmit-all", new { reason = "range", count, until });
        var (twice, _) = await PostAsync("resubmit-all", new { reason = "range", count, until });

        Assert.Equal(HttpStatusCode.Conflict, asked);
        Assert.Equal("confirm", question.GetProperty("reason").GetString());
        Assert.True(count >= 12);
        Assert.Equal(HttpStatusCode.Conflict, wrong);
        Assert.Equal((HttpStatusCode.OK, count, 0), (sent, answer.GetProperty("sent").GetInt32(), answer.GetProperty("left").GetInt32()));
        Assert.Equal(HttpStatusCode.Conflict, twice);
        await Support.Eventually.TrueAsync(
            async () => await ScalarAsync<long>(
                "SELECT count(*) FROM rejects WHERE payload LIKE '%\"ALL\"%' AND reason = 'range' AND outcome = 'rejected'") == 12,
            () => "all are rejected again");
    }

    [Fact]
    public async Task Resubmit_CutOffBeforeTheAnswer_IsFoundInTheLogOrFree()
    {
        var (arrived, text) = await RejectAsync(side: "cut off");
        var (never, _) = await RejectAsync(side: "never sent");
        var (gone, _) = await RejectAsync(side: "embedded broker gone");
        var (store, log) = (_terminal.Services.GetRequiredService<ResubmissionStore>(), _terminal.Services.GetRequiredService<ResubmitLog>());
        var gauges = _terminal.Services.GetRequiredService<FeedGauges>();
        var target = new FeedKey(gauges.Trades.Current.ClusterId!, "orders");
        var (first, second, third) = (await OrderAsync(arrived), await OrderAsync(never), await OrderAsync(gone));
        first = first with
        {
            Corrected = Encoding.UTF8.GetBytes(text.Replace("cut off", "buy", StringComparison.Ordinal)),
            EventTime = JsonDocument.Parse(text).RootElement.GetProperty("timestamp").GetDateTime().ToUniversalTime(),
        };
        Assert.Equal(2, (await store.ClaimAsync(target, "trades", [first, second], CancellationToken.None)).Count);
        Assert.Single(await store.ClaimAsync(target with { ClusterId = "an embedded one of before" }, "trades", [third], CancellationToken.None));
        Assert.Single((await log.SendAsync([first])).Sent);
        // From here on the terminal's own watch settles them as well as ours: what was sent is in the log by now.
        await ExecuteAsync("UPDATE resubmissions SET requested_at = now() - interval '1 minute' WHERE outcome = 'sending'");

        using var watch = new ResubmissionWatch(
            store, log, gauges, _terminal.Services.GetRequiredService<DatabaseStartup>(), TimeProvider.System, NullLogger<ResubmissionWatch>.Instance);
        await watch.SettleAsync(CancellationToken.None);

        Assert.Equal("accepted", (await OutcomeAsync(arrived)).GetProperty("resubmission").GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, (await OneAsync(never)).GetProperty("resubmission").ValueKind);
        Assert.Equal("unknown", (await OneAsync(gone)).GetProperty("resubmission").GetProperty("outcome").GetString());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("resubmit", new { id = gone })).Status);

        async Task<ResubmitOrder> OrderAsync(string id) => (await store.FindAsync(RejectId.Parse(id)!, CancellationToken.None)).Single() with
        {
            SentPartition = RejectId.Parse(id)!.Partition,
        };
    }

    /// <summary>Of two terminals on the database the one whose clock is ahead must not take for cut off what the other is sending.</summary>
    [Fact]
    public async Task Resubmit_SeenByATerminalWithItsClockAhead_IsLeftAlone()
    {
        var (id, _) = await RejectAsync(side: "on its way");
        var store = _terminal.Services.GetRequiredService<ResubmissionStore>();
        var gauges = _terminal.Services.GetRequiredService<FeedGauges>();
        var order = (await store.FindAsync(RejectId.Parse(id)!, CancellationToken.None)).Single();
        await store.ClaimAsync(new FeedKey(gauges.Trades.Current.ClusterId!, "orders"), "trades", [order], CancellationToken.None);
        var ahead = new Support.TestClock(DateTime.UtcNow.AddMinutes(5));
        using var watch = new ResubmissionWatch(
            store, _terminal.Services.GetRequiredService<ResubmitLog>(), gauges, _terminal.Services.GetRequiredService<DatabaseStartup>(), ahead,
            NullLogger<ResubmissionWatch>.Instance);

        await watch.SettleAsync(CancellationToken.None);

        Assert.Equal("sending", (await OneAsync(id)).GetProperty("resubmission").GetProperty("outcome").GetString());
        await store.ReleaseAsync([order.Id], CancellationToken.None);
    }

    /// <summary>Where the message stood, another one stands then, which says nothing of it.</summary>
    [Fact]
    public async Task Resubmit_TopicMadeAnewBeforeItWasRead_IsLostAndNoDuplicate()
    {
        var (id, _) = await RejectAsync(side: "topic anew");
        var store = _terminal.Services.GetRequiredService<ResubmissionStore>();
        var order = (await store.FindAsync(RejectId.Parse(id)!, CancellationToken.None)).Single() with { EventTime = DateTime.UtcNow };
        await store.ClaimAsync(new FeedKey("another cluster", "orders"), "trades", [order], CancellationToken.None);
        await store.SentAsync([(order.Id, 7)], CancellationToken.None);
        await ExecuteAsync(
            "INSERT INTO feed_offsets (cluster_id, topic, partition, start_offset, next_offset, accepted) VALUES ('another cluster', 'orders', 0, 0, 9, 9)");

        await store.SettleAsync(TradeTerminal.Ingest.FeedCatalog.All[0], CancellationToken.None);

        Assert.Equal("lost", (await OneAsync(id)).GetProperty("resubmission").GetProperty("outcome").GetString());
        await ExecuteAsync("DELETE FROM feed_offsets WHERE cluster_id = 'another cluster'");
    }

    /// <summary>It may have gone to the new topic already, which is read from its beginning.</summary>
    [Fact]
    public async Task Resubmit_TopicMadeAnewAndNotReadThatFar_WaitsBeforeItIsLost()
    {
        var (id, _) = await RejectAsync(side: "topic anew, unread");
        var store = _terminal.Services.GetRequiredService<ResubmissionStore>();
        var order = (await store.FindAsync(RejectId.Parse(id)!, CancellationToken.None)).Single() with { EventTime = DateTime.UtcNow };
        await store.ClaimAsync(new FeedKey("a third cluster", "orders"), "trades", [order], CancellationToken.None);
        await store.SentAsync([(order.Id, 7)], CancellationToken.None);
        await ExecuteAsync(
            "INSERT INTO feed_offsets (cluster_id, topic, partition, start_offset, next_offset, accepted) VALUES ('a third cluster', 'orders', 0, 0, 3, 3)");

        await store.SettleAsync(TradeTerminal.Ingest.FeedCatalog.All[0], CancellationToken.None);
        Assert.Equal("waiting", (await OneAsync(id)).GetProperty("resubmission").GetProperty("outcome").GetString());

        await ExecuteAsync("UPDATE resubmissions SET requested_at = now() - interval '11 minutes' WHERE sent_cluster_id = 'a third cluster'");
        await store.SettleAsync(TradeTerminal.Ingest.FeedCatalog.All[0], CancellationToken.None);
        Assert.Equal("lost", (await OneAsync(id)).GetProperty("resubmission").GetProperty("outcome").GetString());
        await ExecuteAsync("DELETE FROM feed_offsets WHERE cluster_id = 'a third cluster'");
    }

    [Fact]
    public async Task Find_ByPlaceWithoutATime_ReadsFewRows()
    {
        await ExecuteAsync(
            """
            INSERT INTO rejected (cluster_id, topic, partition, "offset", reason, detail, payload, rejected_at)
            SELECT 'many ' || i % 50, 'elsewhere', i % 4, i, 'json', '', 'x', now() - i * interval '1 second' FROM generate_series(1, 100000) i;
            ANALYZE rejected;
            """);

        var plan = await ScalarAsync<string>(
            "EXPLAIN (FORMAT JSON) SELECT payload FROM rejected WHERE topic = 'elsewhere' AND partition = 2 AND \"offset\" = 77770 ORDER BY rejected_at DESC LIMIT 2");
        var found = await _terminal.GetAsync("/api/rejected?id=elsewhere/2/77770");

        Assert.Equal(1, found.GetArrayLength());
        Assert.Contains("rejected_place", plan, StringComparison.Ordinal);
        await ExecuteAsync("DELETE FROM rejected WHERE topic = 'elsewhere'; ANALYZE rejected;");
    }

    [Fact]
    public async Task Export_Filtered_HasThemWithTheirOutcome()
    {
        var (id, text) = await RejectAsync(side: "exported, \"so\"");

        var csv = await _terminal.Client.GetStringAsync(new Uri("/api/rejected.csv?reason=side&resubmitted=never&feed=trades", UriKind.Relative));

        Assert.StartsWith(RejectExport.Header, csv, StringComparison.Ordinal);
        Assert.Contains($"{id},orders,", csv, StringComparison.Ordinal);
        Assert.Contains(text.Replace("\"", "\"\"", StringComparison.Ordinal), csv, StringComparison.Ordinal);
        Assert.EndsWith(",,,\r\n", csv[..(csv.IndexOf("\r\n", csv.IndexOf(id, StringComparison.Ordinal), StringComparison.Ordinal) + 2)], StringComparison.Ordinal);
    }

    internal static string Place(string id) => id[..id.LastIndexOf('/')];

    /// <summary>The id and text of a trade refused for its side.</summary>
    private async Task<(string Id, string Text)> RejectAsync(string side)
    {
        var text = RunningTerminal.Trade("RESUB", side: JsonEncodedText.Encode(side).ToString());
        await _terminal.ProduceAsync(text);
        var found = (await _terminal.GetAsync("/api/rejected?reason=side&limit=100")).EnumerateArray()
            .First(reject => reject.GetProperty("payload").GetString() == text);
        return (found.GetProperty("id").GetString()!, text);
    }

    private async Task RefusesAsync(HttpStatusCode expected, string words, object body)
    {
        var (status, answer) = await PostAsync("resubmit", body);
        Assert.Equal(expected, status);
        Assert.Contains(words, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string action, object body)
    {
        using var response = await _terminal.Client.PostAsJsonAsync(new Uri($"/api/rejected/{action}", UriKind.Relative), body);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<JsonElement> OneAsync(string id) =>
        (await _terminal.GetAsync($"/api/rejected?id={Uri.EscapeDataString(id)}")).EnumerateArray().Single();

    private async Task<JsonElement> OutcomeAsync(string id)
    {
        await Support.Eventually.TrueAsync(
            async () => (await OneAsync(id)).GetProperty("resubmission") is { ValueKind: JsonValueKind.Object } sent
                && !Outcomes.IsOpen(sent.GetProperty("outcome").GetString()),
            () => $"what became of {id} is known");
        return await OneAsync(id);
    }

    /// <summary>Of a message in the log.</summary>
    private string Header(int partition, long offset)
    {
        var config = _terminal.Services.GetRequiredService<KafkaClients>().Consumer();
        config.ConsumeResultFields = "headers";
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).Build();
        consumer.Assign(new TopicPartitionOffset("orders", partition, offset));
        var read = consumer.Consume(Patience.Limit);
        return Encoding.UTF8.GetString(read.Message.Headers.GetLastBytes(ResubmitLog.RejectHeader));
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), CultureInfo.InvariantCulture);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
