using System.Globalization;
using System.Text.Json;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Tests.Producers.Replay;

public sealed class RecordingShiftTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 14, 30, 0, 400, DateTimeKind.Utc);

    [Fact]
    public void ToNow_Indices_MovesAllByTheSameAndEndsNow()
    {
        var recording = Recordings.Read(
            "indices", "timestamp,symbol,price,volume\n2025-12-15T09:00:00Z,A,1.50,1\n2025-12-15T09:05:00.25Z,A,2,1\n");

        var shifted = RecordingShift.ToNow(recording, Now);

        Assert.Equal([Now.AddMinutes(-5).AddMilliseconds(-400), Now.AddMilliseconds(-150)], shifted.Events.Select(recorded => recorded.At));
        Assert.All(shifted.Events, recorded => Assert.Equal(
            recorded.At,
            DateTime.Parse(Field(recorded, "timestamp").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)));
        Assert.Equal("1.50", Field(shifted.Events[0], "price").GetRawText());
        Assert.Contains("All times are moved", shifted.Notes[^1], StringComparison.Ordinal);
        Assert.True(Recordings.Judge("indices")(shifted.Events[1].Value, Now, out _, out var at, out _));
        Assert.Equal(shifted.Events[1].At, at);
    }

    [Fact]
    public void ToNow_Crypto_MovesBothTimes()
    {
        var recording = Recordings.Read(
            "crypto", "symbol,price,timestamp,origin,real_timestamp\nBTC,87000,1765789200.25,jittered,1765789190\n");

        var shifted = RecordingShift.ToNow(recording, Now).Events[0];

        Assert.Equal(10.25m, Field(shifted, "timestamp").GetDecimal() - Field(shifted, "real_timestamp").GetDecimal());
        Assert.Equal(shifted.At, DateTime.UnixEpoch.AddSeconds((double)Field(shifted, "timestamp").GetDecimal()),
            TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void ToNow_Trades_GivesNewIds()
    {
        var id = Guid.NewGuid();
        var recording = Recordings.Read(
            "trades", $"trade_id,ticker,price,volume,side,timestamp\n{id},A,1,1,buy,2025-12-15T09:00:00Z\n");

        var shifted = Field(RecordingShift.ToNow(recording, Now).Events[0], "trade_id").GetGuid();

        Assert.NotEqual(id, shifted);
    }

    private static JsonElement Field(RecordedEvent recorded, string name) =>
        JsonSerializer.Deserialize<JsonElement>(recorded.Value).GetProperty(name);
}
