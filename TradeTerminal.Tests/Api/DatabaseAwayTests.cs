using System.Net;
using System.Text.Json;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Api;

public sealed class DatabaseAwayTests
{
    private const string Password = "correct-horse";

    [Fact]
    public async Task Get_DatabaseAway_SaysSoAndNothingElse()
    {
        // Nobody listens on this port: the connection is refused at once.
        await using var terminal = RunningTerminal.Start($"Host=127.0.0.1;Port=1;Username=me;Password={Password};Database=trades");

        foreach (var path in new[] { "/api/trades", "/api/trades.csv", "/api/candles?ticker=AAPL", "/api/rejected", "/api/statistics" })
        {
            var (status, text) = await ReadAsync(terminal, path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("database", text, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        }

        var (ready, body) = await ReadAsync(terminal, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        var database = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("parts").EnumerateArray().First();
        Assert.Equal("down", database.GetProperty("state").GetString());
        Assert.NotEqual("", database.GetProperty("why").GetString());
        foreach (var path in new[] { "/health/live", "/api/status", "/api/tickers", "/api/summary", "/metrics" })
        {
            var (status, text) = await ReadAsync(terminal, path);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        }
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadAsync(RunningTerminal terminal, string path)
    {
        using var response = await terminal.Client.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
