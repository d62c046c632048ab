using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Producers.Replay;

[Collection(ReplayHost.Collection)]
public sealed class ReplayApiTests(ReplayHost host)
{
    private static readonly DateTime LastDecember = new(DateTime.UtcNow.Year - 1, 12, 15, 9, 0, 0, DateTimeKind.Utc);

    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Start_IndexFileOfLastDecember_StoresTheFileInLastDecember()
    {
        var start = LastDecember;
        var csv = IndexFileOf(seed: 11, start);

        var replay = await SendAsync("indices", csv);

        Assert.Equal(150, replay.GetProperty("acknowledged").GetInt64());
        Assert.Equal("finished", replay.GetProperty("state").GetString());
        Assert.Equal(start.AddMinutes(245), replay.GetProperty("position").GetDateTime());
        await StoredAsync(start, start.AddHours(5), 150);
        Assert.Equal(csv, await host.AskAsync<string>(
            $"""
             SELECT 'timestamp,symbol,price,volume' || chr(10) || string_agg(
                 to_char(event_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ',' || symbol || ',' || to_char(price, 'FM999999.00') || ',' || to_char(volume, 'FM9999999') || chr(10),
                 '' ORDER BY event_time, array_position(ARRAY['SP500', 'STOXX600', 'NIKKEI225'], symbol)) AS "Value"
             FROM index_ticks WHERE event_time >= {start} AND event_time < {start.AddHours(5)}
             """));
    }

    [Fact]
    public async Task Start_SameIndexFileAgain_IsRefusedUntilConfirmed()
    {
        var start = LastDecember.AddDays(1);
        var csv = IndexFileOf(seed: 12, start);
        await SendAsync("indices", csv);
        await StoredAsync(start, start.AddHours(5), 150);

        var (status, refusal) = await PostAsync("indices", csv);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("confirm", refusal.GetProperty("reason").GetString());
        Assert.Equal(150, refusal.GetProperty("storedAgain").GetInt64());
        Assert.Contains("150 of 150", refusal.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await SendAsync("indices", csv, "&confirm=true");
        await StoredAsync(start, start.AddHours(5), 300);
    }

    [Fact]
    public async Task Start_ShiftedAgain_IsRefusedUntilConfirmed()
    {
        var csv = IndexFileOf(seed: 13, LastDecember.AddDays(2));
        var first = await SendAsync("indices", csv, "&shiftToNow=true");

        var (status, refusal) = await PostAsync("indices", csv, "&shiftToNow=true");

        Assert.Equal(DateTime.UtcNow, first.GetProperty("last").GetDateTime(), TimeSpan.FromMinutes(1));
        Assert.Equal((HttpStatusCode.Conflict, "confirm"), (status, refusal.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Start_StoredTrades_StoresNothingTwice()
    {
        var at = DateTime.UtcNow.AddHours(-3);
        await _terminal.ProduceAsync([.. Enumerable.Range(0, 25).Select(i => RunningTerminal.Trade("RPLY", at: at.AddSeconds(i)))]);
        var duplicates = await DuplicatesAsync();

        var replay = await RangeAsync("trades", at.AddSeconds(5), at.AddSeconds(20));

        Assert.Equal(15, replay.GetProperty("acknowledged").GetInt64());
        Assert.Contains("duplicate", replay.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await DuplicatesAsync() == duplicates + 15, () => "15 duplicates");
        Assert.Equal(25, await host.AskAsync<long>($"""SELECT count(*) AS "Value" FROM trades WHERE ticker = 'RPLY'"""));
        Assert.Equal(25, await host.AskAsync<long>($"""SELECT sum(trade_count)::bigint AS "Value" FROM candles_1m WHERE ticker = 'RPLY'"""));
    }

    [Fact]
    public async Task Start_StoredRangeWithoutIds_IsRefusedUntilConfirmed()
    {
        var start = LastDecember.AddDays(3);
        await SendAsync("indices", IndexFileOf(seed: 14, start));
        await StoredAsync(start, start.AddHours(5), 150);
        object range = new { feed = "indices", from = start, to = start.AddMinutes(10), speed = "max" };

        using var response = await _terminal.Client.PostAsJsonAsync("/api/replay", range);
        var refusal = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal(6, refusal.GetProperty("storedAgain").GetInt64());
    }

    [Fact]
    public async Task Start_WrongLines_SendsNothingAndNamesThem()
    {
        var before = await _terminal.GetAsync("/api/replay");

        var (status, problem) = await PostAsync("indices",
            "timestamp,symbol,price,volume\n2025-12-15T09:00:00Z,A,1,1\n2025-12-15T09:05:00Z,A,free,1\n", "&file=b.csv");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("b.csv line 3: 'price'",
            problem.GetProperty("errors").GetProperty("recording")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(before.ToString(), (await _terminal.GetAsync("/api/replay")).ToString());
    }

    [Theory]
    [InlineData("", "feed")]
    [InlineData("feed=unknown", "feed")]
    [InlineData("feed=indices&speed=fast", "speed")]
    [InlineData("feed=indices&confirm=perhaps", "confirm")]
    [InlineData("feed=indices&paused=1", "paused")]
    public async Task Start_BadArguments_NamesThem(string query, string argument)
    {
        using var content = new StringContent("timestamp,symbol,price,volume\n", Encoding.UTF8, "text/csv");
        using var response = await _terminal.Client.PostAsync(new Uri($"/api/replay?{query}", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(argument, out _));
    }

    [Theory]
    [InlineData("""{"feed":"trades","to":"2026-01-01T00:00:00Z"}""", "from")]
    [InlineData("""{"feed":"trades","from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", "from")]
    [InlineData("""{"feed":"trades","from":"2019-01-01T00:00:00Z","to":"2019-01-02T00:00:00Z"}""", "recording")]
    [InlineData("""{"feed":"trades","file":"/etc/passwd"}""", "file")]
    [InlineData("{", "body")]
    public async Task Start_BadRange_NamesTheArgument(string body, string argument)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _terminal.Client.PostAsync(new Uri("/api/replay", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(argument, out _));
    }

    [Fact]
    public async Task Start_OtherContent_Is415()
    {
        using var content = new StringContent("x", Encoding.UTF8, "text/plain");
        using var response = await _terminal.Client.PostAsync(new Uri("/api/replay?feed=indices", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Start_TooLarge_IsRefusedAndLeavesNoFile()
    {
        var before = Recordings();
        using var content = new ByteArrayContent(new byte[(32 << 20) + 1]) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var response = await _terminal.Client.PostAsync(new Uri("/api/replay?feed=indices", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("32 MB", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => !Recordings().Except(before).Any(), () => "no file is left");

        static string[] Recordings() => Directory.GetFiles(Path.GetTempPath(), "trade-terminal-*.csv");
    }

    [Fact]
    public async Task Start_Multipart_TakesTheFile()
    {
        var start = LastDecember.AddDays(4);
        using var form = new MultipartFormDataContent { { new StringContent(IndexFileOf(seed: 15, start)), "file", "C:\\data\\december.csv" } };
        using var response = await _terminal.Client.PostAsync(new Uri("/api/replay?feed=indices&speed=max", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("december.csv", (await EndedAsync()).GetProperty("file").GetString());
        await StoredAsync(start, start.AddHours(5), 150);
    }

    [Fact]
    public async Task Commands_PausedReplay_StepChangeAndStop()
    {
        var csv = IndexFileOf(seed: 16, LastDecember.AddDays(5));
        await PostAsync("indices", csv, "&paused=true", speed: "1");
        Assert.Equal("paused", (await _terminal.GetAsync("/api/replay")).GetProperty("state").GetString());

        var (busy, refusal) = await PostAsync("indices", csv);
        Assert.Equal((HttpStatusCode.Conflict, "running"), (busy, refusal.GetProperty("reason").GetString()));
        await CommandAsync("step");
        await Eventually.TrueAsync(async () => (await _terminal.GetAsync("/api/replay")).GetProperty("acknowledged").GetInt64() == 1,
            () => "one event");
        Assert.Equal("1000", (await CommandAsync("speed?speed=1000")).GetProperty("speed").GetString());
        await CommandAsync("resume");
        await CommandAsync("pause");
        var stopped = await CommandAsync("stop");

        Assert.Equal("stopped", stopped.GetProperty("state").GetString());
        Assert.Equal(stopped.GetProperty("sent").GetInt64(), stopped.GetProperty("acknowledged").GetInt64());
        using var wrong = await _terminal.Client.PostAsync(new Uri("/api/replay/speed?speed=-1", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static string IndexFileOf(int seed, DateTime start)
    {
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        IndexFile.Write(csv, seed, start);
        return csv.ToString();
    }

    private async Task<JsonElement> SendAsync(string feed, string csv, string more = "")
    {
        var (status, body) = await PostAsync(feed, csv, more);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return await EndedAsync();
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string feed, string csv, string more = "", string speed = "max")
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var response = await _terminal.Client.PostAsync(new Uri($"/api/replay?feed={feed}&speed={speed}{more}", UriKind.Relative),
            content);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<JsonElement> RangeAsync(string feed, DateTime from, DateTime to)
    {
        using var response = await _terminal.Client.PostAsJsonAsync("/api/replay", new { feed, from, to, speed = "max" });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await EndedAsync();
    }

    private async Task<JsonElement> EndedAsync()
    {
        var state = default(JsonElement);
        await Eventually.TrueAsync(
            async () => (state = await _terminal.GetAsync("/api/replay")).GetProperty("state").GetString() == "finished",
            () => state.ToString());
        return state;
    }

    private async Task<JsonElement> CommandAsync(string command)
    {
        using var response = await _terminal.Client.PostAsync(new Uri($"/api/replay/{command}", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task StoredAsync(DateTime from, DateTime to, long count) => Eventually.TrueAsync(
        async () => await host.AskAsync<long>($"""SELECT count(*) AS "Value" FROM index_ticks WHERE event_time >= {from} AND event_time < {to}""") == count,
        () => $"{count} index ticks from {from:s}");

    private Task<long> DuplicatesAsync() => host.AskAsync<long>(
        $"""SELECT coalesce(sum(duplicates), 0)::bigint AS "Value" FROM feed_offsets WHERE topic = 'orders'""");
}
