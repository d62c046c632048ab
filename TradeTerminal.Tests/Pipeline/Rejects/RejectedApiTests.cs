using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Pipeline.Rejects;

[Collection(ApiHost.Collection)]
public sealed class RejectedApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Get_BadMessages_GivesReasonPlaceAndPayload()
    {
        await _terminal.ProduceAsync(["{\"half\":"u8.ToArray(), [0xFF, 0xFE, 0x41], null]);

        var rejects = (await _terminal.GetAsync("/api/rejected?limit=1000")).EnumerateArray().ToList();

        var json = rejects.First(reject => reject.GetProperty("payload").GetString() == "{\"half\":");
        Assert.Equal("json", json.GetProperty("reason").GetString());
        Assert.Equal("orders", json.GetProperty("topic").GetString());
        Assert.Equal(8, json.GetProperty("payloadBytes").GetInt32());
        Assert.False(json.GetProperty("truncated").GetBoolean());
        Assert.NotEqual("", json.GetProperty("detail").GetString());
        var encoding = rejects.First(reject => reject.GetProperty("reason").GetString() == "encoding");
        Assert.Equal("//5B", encoding.GetProperty("payloadBase64").GetString());
        Assert.Equal(JsonValueKind.Null, encoding.GetProperty("payload").ValueKind);
        var tombstone = rejects.First(reject => reject.GetProperty("reason").GetString() == "empty");
        Assert.Equal(JsonValueKind.Null, tombstone.GetProperty("payload").ValueKind);
        Assert.Equal(JsonValueKind.Null, tombstone.GetProperty("payloadBase64").ValueKind);
    }

    [Fact]
    public async Task Get_HugePayload_IsCutBetweenCharacters()
    {
        var message = "x" + new string('€', 40_000);
        await _terminal.ProduceAsync(message);

        var reject = (await _terminal.GetAsync("/api/rejected?reason=too_large")).EnumerateArray().First();

        Assert.True(reject.GetProperty("truncated").GetBoolean());
        Assert.Equal(Encoding.UTF8.GetByteCount(message), reject.GetProperty("payloadBytes").GetInt32());
        Assert.Equal(message[..21_846], reject.GetProperty("payload").GetString());
    }

    [Fact]
    public async Task Get_PageByPage_LosesAndRepeatsNone()
    {
        await _terminal.ProduceAsync([.. Enumerable.Range(0, 53).Select(i => RunningTerminal.Trade("REJ", side: $"side {i}"))]);

        var seen = new List<string>();
        for (var next = "/api/rejected?reason=side&limit=7"; next is not null;)
        {
            using var response = await _terminal.Client.GetAsync(new Uri(next, UriKind.RelativeOrAbsolute));
            seen.AddRange(
                (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()
                .Select(reject => reject.GetProperty("payload").GetString()!));
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        // Others have refused messages in the same database.
        seen.RemoveAll(payload => !payload.Contains("REJ", StringComparison.Ordinal));
        Assert.Equal(53, seen.Count);
        Assert.Equal(53, seen.Distinct().Count());
    }
}
