using System.Globalization;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Market.Gaps;

[Collection(ApiHost.Collection)]
public sealed class DigestApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Get_SinceATrade_SumsUpWhatCameAfterIt()
    {
        // An hour ago, so that what other tests send now lies after it but is of other tickers.
        var seen = DateTime.UtcNow.AddHours(-1);
        seen = seen.AddTicks(-(seen.Ticks % TimeSpan.TicksPerSecond));
        await _terminal.ProduceAsync(
            RunningTerminal.Trade("DIGA", "100.00", 5, at: seen),
            RunningTerminal.Trade("DIGA", "90.00", 7, at: seen.AddSeconds(1)),
            RunningTerminal.Trade("DIGA", "98.00", 1, at: seen.AddMinutes(3)),
            RunningTerminal.Trade("DIGB", "50.00", 2, at: seen.AddMinutes(2)),
            RunningTerminal.Trade("DIGB", "55.50", 3, at: seen.AddMinutes(4)));

        var digest = await _terminal.GetAsync(string.Create(
            CultureInfo.InvariantCulture, $"/api/digest?since={seen:yyyy-MM-ddTHH:mm:ssZ}&tickers=DIGA,digb"));

        Assert.Equal(seen, digest.GetProperty("since").GetDateTime());
        Assert.Equal(seen.AddMinutes(4), digest.GetProperty("until").GetDateTime());
        Assert.Equal((4, 13m, 2),
            (digest.GetProperty("trades").GetInt32(), digest.GetProperty("volume").GetDecimal(), digest.GetProperty("tickers").GetInt32()));
        Assert.Equal(
            [
                """{"ticker":"DIGB","from":50.00,"to":55.50,"changePercent":11,"high":55.50,"low":50.00,"trades":2,"volume":5}""",
                """{"ticker":"DIGA","from":100.00,"to":98.00,"changePercent":-2,"high":98.00,"low":90.00,"trades":2,"volume":8}""",
            ],
            digest.GetProperty("moves").EnumerateArray().Select(move => move.GetRawText()));
    }

    [Fact]
    public async Task Get_NothingSince_IsAllZero()
    {
        var digest = await _terminal.GetAsync(string.Create(
            CultureInfo.InvariantCulture, $"/api/digest?since={DateTime.UtcNow.AddMinutes(-1):O}&tickers=NEVERTRADED"));

        Assert.Equal("0 0 0 null 0",
            string.Join(' ', new[] { "trades", "volume", "tickers" }.Select(name => digest.GetProperty(name).GetRawText())
            .Append(digest.TryGetProperty("until", out var until) ? until.GetRawText() : "null")
                .Append(digest.GetProperty("moves").GetArrayLength().ToString(CultureInfo.InvariantCulture))));
    }
}
