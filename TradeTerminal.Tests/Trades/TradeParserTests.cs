using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Trades;

/// <summary>What is accepted, and what comes out of it.</summary>
public sealed class TradeParserTests
{
    [Fact]
    public void TryParse_Valid_GivesEveryField()
    {
        var judgement = Judgement.Of(TradeMessages.Valid);

        Assert.Equal((true, "none", null), (judgement.Accepted, judgement.Reason, judgement.Detail));
        Assert.Equal(
            new Trade(
                Guid.Parse(TradeMessages.TradeId), "AAPL", 189.37m, 120, Side.Buy,
                new DateTime(2026, 3, 1, 14, 30, 0, 123, DateTimeKind.Utc), 0, 0),
            judgement.Trade);
        Assert.Equal(DateTimeKind.Utc, judgement.Trade.ExecutedAt.Kind);
    }

    [Theory]
    [InlineData("189.37", "189.37")]
    [InlineData("5", "5")]
    [InlineData("100.50", "100.50")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("1e-8", "0.00000001")]
    [InlineData("1E-8", "0.00000001")]
    [InlineData("1.5e2", "150")]
    [InlineData("1.5e+2", "150")]
    [InlineData("1.5E0", "1.5")]
    [InlineData("12345e-2", "123.45")]
    [InlineData("1e9", "1000000000")]
    [InlineData("9999999999", "9999999999")]
    [InlineData("9999999999.99999999", "9999999999.99999999")]
    [InlineData("999999999999999999e-8", "9999999999.99999999")]
    [InlineData("9999999999.999999999999999999", "9999999999.999999999999999999")]
    [InlineData("0.000000000000000001", "0.000000000000000001")]
    [InlineData("1e-18", "0.000000000000000001")]
    [InlineData("189.37000000000003", "189.37000000000003")]
    [InlineData("\"189.37\"", "189.37")]
    [InlineData("\"1e-8\"", "0.00000001")]
    [InlineData("\"1\\u0038\\u0039\"", "189")]
    public void TryParse_Price_IsExact(string json, string expected)
    {
        var judgement = Judgement.Of(TradeMessages.With("price", json));

        Assert.True(judgement.Accepted, judgement.Detail);
        Assert.Equal(expected, judgement.Trade.Price.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void TryParse_Volume_KeepsItsFraction() => Assert.All(
        FieldRules.GoodVolumes, rule => Assert.Equal(rule.Value, Judgement.Of(TradeMessages.With("volume", rule.Json)).Trade.Volume));

    [Fact]
    public void TryParse_SymbolsOfMarkets_AreTaken() => Assert.All(
        FieldRules.GoodSymbols, rule => Assert.Equal(rule.Symbol, Judgement.Of(TradeMessages.With("ticker", rule.Json)).Trade.Ticker));

    [Fact]
    public void TryParse_WithoutASide_IsUnknown()
    {
        Assert.Equal(Side.Unknown, Judgement.Of(TradeMessages.Without("side")).Trade.Side);
        Assert.Equal(Side.Unknown, Judgement.Of(TradeMessages.With("side", "null")).Trade.Side);
        Assert.Equal(Side.Unknown, Judgement.Of(TradeMessages.With("side", "\"unknown\"")).Trade.Side);
    }

    /// <summary>Worked out elsewhere: SHA-1 of the namespace and <c>AAPL|52983527388738</c>, by the rules of version 5.</summary>
    [Theory]
    [InlineData("52983527388738", "52983527388738")]
    [InlineData("\"52983527388738\"", "52983527388738")]
    [InlineData("\"\\u00352983527388738\"", "52983527388738")]
    [InlineData("\"a:b|c d\"", "a:b|c d")]
    [InlineData("\"{0e6fb5c2-8f5e-4a63-9d0c-0a3f7c5b7d11}\"", "{0e6fb5c2-8f5e-4a63-9d0c-0a3f7c5b7d11}")]
    public void TryParse_IdThatIsNoUuid_IsKeptBesideOneMadeOfItAndTheTicker(string json, string id)
    {
        var trade = Judgement.Of(TradeMessages.With("trade_id", json)).Trade;

        Assert.Equal(id, trade.SourceId);
        Assert.Equal(Version5(TradeId.Namespace, $"AAPL|{id}"), trade.TradeId);
        Assert.NotEqual(trade.TradeId, Judgement.Of(TradeMessages.With(("trade_id", json), ("ticker", "\"MSFT\""))).Trade.TradeId);
    }

    [Fact]
    public void TryParse_AnySign_TakesPricesOfZeroAndBelow()
    {
        var parser = new TradeParser(anySign: true);
        Assert.True(parser.TryParse(TradeMessages.Utf8(TradeMessages.With("price", "-37.63")), Judgement.Now, out var trade, out _, out _));
        Assert.Equal(-37.63m, trade.Price);
        Assert.True(parser.TryParse(TradeMessages.Utf8(TradeMessages.With("price", "0")), Judgement.Now, out _, out _, out _));
        Assert.False(parser.TryParse(
            TradeMessages.Utf8(TradeMessages.With(("price", "0"), ("volume", "0"))), Judgement.Now, out _, out var reason, out _));
        Assert.Equal(RejectReason.Range, reason);
    }

    [Theory]
    [InlineData("A", "A")]
    [InlineData("aapl", "AAPL")]
    [InlineData("bRk.b", "BRK.B")]
    [InlineData("BTC-USD", "BTC-USD")]
    [InlineData("EUR/USD", "EUR/USD")]
    [InlineData("ES_F", "ES_F")]
    [InlineData("7203.T", "7203.T")]
    [InlineData("0123456789ABCDEF", "0123456789ABCDEF")]
    [InlineData("EUR\\/USD", "EUR/USD")]
    [InlineData("\\u0041\\u0061PL", "AAPL")]
    public void TryParse_Ticker_IsUpperCased(string text, string expected)
    {
        Assert.Equal(expected, Judgement.Of(TradeMessages.With("ticker", $"\"{text}\"")).Trade.Ticker);
    }

    [Theory]
    [InlineData("buy", Side.Buy)]
    [InlineData("BUY", Side.Buy)]
    [InlineData("Sell", Side.Sell)]
    [InlineData("sElL", Side.Sell)]
    [InlineData("\\u0062uy", Side.Buy)]
    public void TryParse_Side_InAnyCase(string text, Side expected)
    {
        Assert.Equal(expected, Judgement.Of(TradeMessages.With("side", $"\"{text}\"")).Trade.Side);
    }

    [Theory]
    [InlineData("0e6fb5c2-8f5e-4a63-9d0c-0a3f7c5b7d11")]
    [InlineData("0E6FB5C2-8F5E-4A63-9D0C-0A3F7C5B7D11")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff")]
    public void TryParse_TradeId_AnyUuid(string text)
    {
        Assert.Equal(Guid.Parse(text), Judgement.Of(TradeMessages.With("trade_id", $"\"{text}\"")).Trade.TradeId);
    }

    [Theory]
    [InlineData("2026-03-01T14:30:00Z", "2026-03-01T14:30:00.000000Z")]
    [InlineData("2026-03-01T14:30:00", "2026-03-01T14:30:00.000000Z")]
    [InlineData("2026-03-01T14:30Z", "2026-03-01T14:30:00.000000Z")]
    [InlineData("2026-03-01t14:30:00z", "2026-03-01T14:30:00.000000Z")]
    [InlineData("2026-03-01T14:30:00.1Z", "2026-03-01T14:30:00.100000Z")]
    [InlineData("2026-03-01T14:30:00,25Z", "2026-03-01T14:30:00.250000Z")]
    [InlineData("2026-03-01T14:30:00.123456789Z", "2026-03-01T14:30:00.123456Z")]
    [InlineData("2026-03-01 14:30:00.5+02:00", "2026-03-01T12:30:00.500000Z")]
    [InlineData("2026-03-01T14:30:00.12345678901234567890123456789012345678901234567890Z", "2026-03-01T14:30:00.123456Z")]
    [InlineData("2026-03-01T14:30:00.123456", "2026-03-01T14:30:00.123456Z")]
    [InlineData("2026-03-01T16:30:00+02:00", "2026-03-01T14:30:00.000000Z")]
    [InlineData("2026-03-01T09:00:00-0530", "2026-03-01T14:30:00.000000Z")]
    [InlineData("2026-03-02T02:30:00+12", "2026-03-01T14:30:00.000000Z")]
    [InlineData("2026-03-01T14:30:00-00:00", "2026-03-01T14:30:00.000000Z")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z")]
    [InlineData("1969-12-31T23:00:00-01:00", "1970-01-01T00:00:00.000000Z")]
    [InlineData("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000000Z")]
    [InlineData("2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000000Z")]
    [InlineData("2026-03-01T15:05:00Z", "2026-03-01T15:05:00.000000Z")]
    [InlineData("2026-03-01T23:59:59+10:00", "2026-03-01T13:59:59.000000Z")]
    public void TryParse_Timestamp_IsUtcInMicroseconds(string text, string expected)
    {
        var judgement = Judgement.Of(TradeMessages.With("timestamp", $"\"{text}\""));

        Assert.True(judgement.Accepted, judgement.Detail);
        Assert.Equal(
            expected, judgement.Trade.ExecutedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffK", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void TryParse_ExtraFields_AreIgnored()
    {
        var message = TradeMessages.Plus("""
            "venue":"XNAS","flags":[1,{"a":null}],"":"","Price":1,"PRICE":"x","nested":{"price":7,"side":[]},"t":true,"f":false
            """);

        Assert.Equal(Judgement.Of(TradeMessages.Valid), Judgement.Of(message));
    }

    [Theory]
    [InlineData("\"price\":7", "7")]
    [InlineData("\"pr\\u0069ce\":7", "7")]
    [InlineData("\"price\":null,\"price\":7", "7")]
    [InlineData("\"price\":{\"price\":9},\"price\":7", "7")]
    public void TryParse_DuplicateKeys_LastWins(string more, string expected)
    {
        var judgement = Judgement.Of(TradeMessages.Plus(more));

        Assert.Equal(expected, judgement.Trade.Price.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void TryParse_WhiteSpaceAndOrder_DoNotMatter()
    {
        var message = $$"""

            {	"timestamp" : "2026-03-01T14:30:00.123Z" ,
              "side": "buy", "volume":120 , "price": 189.37,
              "ticker" :"AAPL", "trade_id": "{{TradeMessages.TradeId}}" }

            """.Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.Equal(Judgement.Of(TradeMessages.Valid), Judgement.Of(message));
    }

    [Fact]
    public void TryParse_ByteOrderMark_IsAllowed()
    {
        byte[] message = [.. Encoding.UTF8.Preamble, .. TradeMessages.Utf8(TradeMessages.Valid)];

        Assert.Equal(Judgement.Of(TradeMessages.Valid), Judgement.Of(message));
    }

    [Fact]
    public void TryParse_64KiB_IsAllowed()
    {
        Assert.True(Judgement.Of(TradeMessages.Padded(64 * 1024)).Accepted);
    }

    private static Guid Version5(Guid space, string name)
    {
        byte[] hash = System.Security.Cryptography.SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
        var digits = Convert.ToHexString(hash);
        var variant = ((Convert.ToInt32(digits[16..17], 16) & 3) | 8).ToString("x", CultureInfo.InvariantCulture);
        return Guid.Parse($"{digits[..8]}-{digits[8..12]}-5{digits[13..16]}-{variant}{digits[17..20]}-{digits[20..32]}");
    }
}
