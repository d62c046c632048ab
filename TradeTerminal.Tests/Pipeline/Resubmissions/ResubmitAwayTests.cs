using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Pipeline.Resubmissions;

/// <summary>Sending again while Kafka does not answer, by a broker of its own.</summary>
public sealed class ResubmitAwayTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const short Produce = 0;

    private readonly EmbeddedKafka _broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 1 }, NullLogger.Instance);
    private TestDatabase _database = null!;
    private RunningTerminal _terminal = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _terminal = RunningTerminal.Start(_database.ConnectionString,
            [("Kafka:BootstrapServers", _broker.BootstrapServers), .. EmbeddedKafka.ConsumerSettings.Select(
                setting => ($"Kafka:Client:{setting.Key.Replace('.', '_')}", setting.Value))]);
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        await _database.DisposeAsync();
        _broker.Dispose();
    }

    [Fact]
    public async Task Resubmit_KafkaAway_Is503AndMayBeSentWhenItIsBack()
    {
        var id = await RejectAsync();
        _broker.SetBrokerDown();
        var gauge = ((FeedGauges)_terminal.Services.GetService(typeof(FeedGauges))!).Trades;
        await RunningTerminal.WaitForAsync(() => gauge.Current.Phase == FeedPhase.WaitingForKafka);

        var (one, said) = await PostAsync("resubmit", new { id });
        var (all, told) = await PostAsync("resubmit-all", new { reason = "side" });

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (one, all));
        Assert.Contains("nothing was sent", said.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("nothing was sent", told.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Null(await OutcomeAsync(id));
        _broker.SetBrokerUp();
        await RunningTerminal.WaitForAsync(() => gauge.Current.Phase == FeedPhase.Running);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("resubmit", new { id })).Status);
        await Eventually.TrueAsync(async () => await OutcomeAsync(id) == "rejected", () => "it is read again");
    }

    /// <summary>Each time the connection ends between the message and the answer, so the broker may have it.</summary>
    [Fact]
    public async Task Resubmit_BrokerDoesNotSay_Is202AndNotSentTwice()
    {
        var id = await RejectAsync();
        _broker.PushRequestErrors(Produce, [.. Enumerable.Repeat(ErrorCode.Local_Transport, 200)]);

        var (status, answer) = await PostAsync("resubmit", new { id });
        var (again, _) = await PostAsync("resubmit", new { id });

        Assert.True(status == HttpStatusCode.Accepted, $"{status} {answer}");
        Assert.Equal("sending", answer.GetProperty("outcome").GetString());
        Assert.Equal("sending", await OutcomeAsync(id));
        Assert.Equal(HttpStatusCode.Conflict, again);
    }

    [Fact]
    public async Task ResubmitAll_BrokerDoesNotSay_SaysHowManyAreInDoubt()
    {
        var id = await RejectAsync();
        var (_, there) = await PostAsync("resubmit-all", new { reason = "side" });
        _broker.PushRequestErrors(Produce, [.. Enumerable.Repeat(ErrorCode.Local_Transport, 200)]);

        var (status, answer) = await PostAsync(
            "resubmit-all", new { reason = "side", count = there.GetProperty("count").GetInt32(), until = there.GetProperty("until").GetString() });

        Assert.True(status == HttpStatusCode.OK, $"{status} {answer}");
        Assert.Equal((0, 1, 0), (
            answer.GetProperty("sent").GetInt32(), answer.GetProperty("inDoubt").GetInt32(), answer.GetProperty("left").GetInt32()));
        Assert.NotEmpty(answer.GetProperty("problem").GetString()!);
        Assert.Equal("sending", await OutcomeAsync(id));
    }

    private async Task<string> RejectAsync()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("AWAY", side: "sideways"));
        return (await _terminal.GetAsync("/api/rejected?limit=1"))[0].GetProperty("id").GetString()!;
    }

    private async Task<string?> OutcomeAsync(string id) =>
        (await _terminal.GetAsync($"/api/rejected?id={Uri.EscapeDataString(id)}"))[0].GetProperty("resubmission") is { ValueKind: JsonValueKind.Object } sent
            ? sent.GetProperty("outcome").GetString() : null;

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string action, object body)
    {
        using var response = await _terminal.Client.PostAsJsonAsync(new Uri($"/api/rejected/{action}", UriKind.Relative), body);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
