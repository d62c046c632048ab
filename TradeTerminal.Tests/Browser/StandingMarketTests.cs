using System.Globalization;
using Npgsql;
using TradeTerminal.Tests.Browser.Charts;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>With the producer stopped, the screen, the API and the database must say the same.</summary>
[Collection(BrowserHost.Collection)]
public sealed class StandingMarketTests(BrowserHost host) : ScreenTest(host)
{
    private List<Row> _newest = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Terminal.RunProducerAsync(500);
        await OpenAsync("/?chart=NVDA&interval=5s");
        var first = (await RowsAsync("data-trade-id")).FirstOrDefault() ?? "";
        await Expect(Rows.First).Not.ToHaveAttributeAsync("data-trade-id", first);
        await Terminal.StandStillAsync();
        _newest = await NewestAsync();
    }

    [Fact]
    public async Task Tape_ProducerStopped_HoldsTheNewestOfTheDatabase()
    {
        await Eventually.TrueAsync(
            async () => (await RowsAsync("data-trade-id")).SequenceEqual(_newest.Select(row => row.Id.ToString())),
            () => "The tape is the newest 200");

        var trades = await Terminal.GetAsync("api/trades?limit=200");
        Assert.Equal(_newest.Select(row => row.Id), trades.EnumerateArray().Select(trade => trade.GetProperty("tradeId").GetGuid()));
    }

    [Fact]
    public async Task Figures_ProducerStopped_AreThoseOfTheTradesInTheDatabase()
    {
        var volume = _newest.Sum(row => row.Volume);
        var average = _newest.Average(row => row.Price);
        var vwap = _newest.Sum(row => row.Price * row.Volume) / volume;
        var mostActive = _newest.GroupBy(row => row.Ticker).OrderByDescending(group => group.Sum(row => row.Volume))
            .ThenBy(group => group.Key, StringComparer.Ordinal).First().Key;

        await Expect(Hook("kpi-total-volume")).ToHaveTextAsync(volume.ToString("N0", CultureInfo.InvariantCulture));
        await Expect(Hook("kpi-trades")).ToHaveTextAsync("200");
        await Expect(Hook("kpi-most-active")).ToHaveTextAsync(mostActive);
        await Expect(Hook("kpi-average-price")).ToHaveTextAsync(average.ToString("N2", CultureInfo.InvariantCulture));
        await Expect(Hook("kpi-vwap")).ToHaveTextAsync(vwap.ToString("N2", CultureInfo.InvariantCulture));

        var summary = await Terminal.GetAsync("api/summary?window=200");
        Assert.Equal(200, summary.GetProperty("trades").GetInt32());
        Assert.Equal(volume, summary.GetProperty("totalVolume").GetInt64());
        Assert.Equal(decimal.Round(average, 8), summary.GetProperty("averagePrice").GetDecimal());
        Assert.Equal(decimal.Round(vwap, 8), summary.GetProperty("vwap").GetDecimal());
        Assert.Equal(mostActive, summary.GetProperty("mostActiveTicker").GetString());
    }

    [Fact]
    public async Task Charts_ProducerStopped_DrawWhatIsStored()
    {
        var volumes = _newest.GroupBy(row => row.Ticker).ToDictionary(group => group.Key, group => group.Sum(row => row.Volume));
        var lasts = _newest.GroupBy(row => row.Ticker).ToDictionary(group => group.Key, group => (double)group.First().Price);
        var candles = await Drawn.FromApiAsync(Terminal, "NVDA", "5s");

        await Eventually.TrueAsync(
            async () => (await Drawn.VolumesAsync(Page)).OrderBy(v => v.Key).SequenceEqual(volumes.OrderBy(v => v.Key)),
            () => "The volumes of the window");
        await Eventually.TrueAsync(
            async () => await Drawn.LinesAsync(Page) is var lines
                && lasts.All(last => lines.TryGetValue(last.Key, out var line) && line.Length > 0 && line[^1].Price == last.Value),
                () => "Each line ends at the last price");
        await Eventually.TrueAsync(async () => (await Drawn.CandlesAsync(Page)).SequenceEqual(candles), () => "The candles of the API");
        await Expect(Hook("kpi-total-volume")).ToHaveTextAsync(volumes.Values.Sum().ToString("N0", CultureInfo.InvariantCulture));
    }

    /// <summary>Of the last hours: others on this terminal may have stored days before that no chart begins with.</summary>
    [Fact]
    public async Task Candles_ProducerStopped_AreTheStoredMinutes()
    {
        var since = DateTimeOffset.UtcNow.AddHours(-6).ToUnixTimeSeconds();
        await using var connection = await Terminal.ConnectAsync();
        await using var command = new NpgsqlCommand(
            "SELECT bucket, open, high, low, close, volume FROM candles_1m WHERE ticker = 'NVDA' ORDER BY bucket", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var stored = new List<Bar>();
        while (await reader.ReadAsync())
        {
            stored.Add(new Bar(
                new DateTimeOffset(reader.GetDateTime(0)).ToUnixTimeSeconds(), (double)reader.GetDecimal(1), (double)reader.GetDecimal(2),
                (double)reader.GetDecimal(3), (double)reader.GetDecimal(4), (double)reader.GetDecimal(5)));
        }

        stored.RemoveAll(bar => bar.Time < since);
        await Hook("interval-1m").ClickAsync();

        Bar[] drawn = [];
        await Eventually.TrueAsync(
            async () => (drawn = [.. (await Drawn.CandlesAsync(Page)).Where(bar => bar.Time >= since)]).SequenceEqual(stored),
            () => $"Drawn beside stored:\n{string.Join('\n', drawn.Except(stored))}\nstored beside drawn:\n{string.Join('\n', stored.Except(drawn))}");
        Assert.NotEmpty(drawn);
    }

    private async Task<List<Row>> NewestAsync()
    {
        await using var connection = await Terminal.ConnectAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT trade_id, ticker, price, volume FROM trades
            ORDER BY executed_at DESC, source_partition DESC, source_offset DESC LIMIT 200
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Row>();
        while (await reader.ReadAsync())
        {
            rows.Add(new Row(reader.GetGuid(0), reader.GetString(1), reader.GetDecimal(2), reader.GetInt64(3)));
        }

        return rows;
    }

    private sealed record Row(Guid Id, string Ticker, decimal Price, long Volume);
}
