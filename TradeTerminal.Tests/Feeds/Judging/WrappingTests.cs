using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Feeds.Judging;

/// <summary>What is around a good message is said, and which setting takes it off.</summary>
public sealed class WrappingTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("\0\0\0\0\u0007{\"trade_id\":1}", "A Schema Registry frame (schema 7) stands before the JSON")]
    [InlineData("\u00010123456789abcdef [1]", "A Schema Registry frame stands before the JSON")]
    [InlineData("\0\0\0\0\u0007\u0002H", "not valid UTF-8")]
    [InlineData("\0{\0}", "not valid UTF-8")]
    public void TryParse_FrameBeforeJson_IsSaid(string message, string said)
    {
        Assert.False(new TradeParser().TryParse(Encoding.UTF8.GetBytes(message), Now, out _, out var reason, out var detail));

        Assert.Equal(RejectReason.Encoding, reason);
        Assert.Contains(said, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"stream":"aapl@trade","data":{"trade_id":"1","symbol":"AAPL"}}""", "wrapped in /data")]
    [InlineData("""{"schema":null,"payload":{"trade_id":"1","symbol":"AAPL"}}""", "wrapped in /payload")]
    [InlineData("""{"op":"c","before":null,"after":{"symbol":"AAPL"}}""", "wrapped in /after")]
    [InlineData("""{"data":[{"trade_id":"1"}]}""", "wrapped in /data")]
    [InlineData("""{"data":1,"other":{}}""", null)]
    public void TryParse_FieldsWithinAnObject_IsSaid(string message, string? said)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        Assert.False(new TradeParser().TryParse(bytes, Now, out _, out var reason, out var ofTrades));
        Assert.False(new QuoteParser().TryParse(bytes, Now, out _, out _, out var ofQuotes));

        Assert.Equal(RejectReason.MissingField, reason);
        Assert.All([ofTrades!, ofQuotes!], detail => Assert.True(
            said is null ? !detail.Contains("wrapped", StringComparison.Ordinal) : detail.Contains(said, StringComparison.Ordinal), detail));
    }
}
