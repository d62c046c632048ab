using static TradeTerminal.Tests.Support.Samples.TradeMessages;

namespace TradeTerminal.Tests.Trades;

/// <summary>A message with several faults is given the reason of the first, in the order of the checks.</summary>
public sealed class TradeParserPrecedenceTests
{
    /// <summary>Each line adds a fault that is looked for earlier than those before it.</summary>
    [Fact]
    public void TryParse_SeveralFaults_NamesTheFirstInOrder()
    {
        (string Name, string Json) timestamp = ("timestamp", "\"never\"");
        (string Name, string Json) side = ("side", "\"hold\"");
        (string Name, string Json) volume = ("volume", "0");
        (string Name, string Json) price = ("price", "0");
        (string Name, string Json) ticker = ("ticker", "\"?\"");
        (string Name, string Json) id = ("trade_id", "\"é\"");
        (string Name, string Json) wrongSide = ("side", "1");
        var wrongType = With(timestamp, wrongSide, volume, price, ticker, id);
        var missing = wrongType.Replace("\"timestamp\"", "\"time\"", StringComparison.Ordinal);

        Assert.Equal("timestamp", Judgement.Of(With(timestamp)).Reason);
        Assert.Equal("side", Judgement.Of(With(timestamp, side)).Reason);
        Assert.Equal("range", Judgement.Of(With(timestamp, side, volume)).Reason);
        Assert.Equal("ticker", Judgement.Of(With(timestamp, side, volume, price, ticker)).Reason);
        Assert.Equal("trade_id", Judgement.Of(With(timestamp, side, volume, price, ticker, id)).Reason);
        Assert.Equal("wrong_type", Judgement.Of(wrongType).Reason);
        Assert.Equal("missing_field", Judgement.Of(missing).Reason);
        Assert.Equal("json", Judgement.Of(missing + "x").Reason);
        Assert.Equal("encoding", Judgement.Of([.. Utf8(missing), (byte)'x', 0xFF]).Reason);
        Assert.Equal("too_large", Judgement.Of([.. Utf8(missing.PadRight(64 * 1024)), 0xFF]).Reason);
    }

    [Theory]
    [InlineData("trade_id")]
    [InlineData("ticker")]
    [InlineData("price")]
    [InlineData("volume")]
    [InlineData("side")]
    [InlineData("timestamp")]
    public void TryParse_FieldAtFault_IsNamedInTheDetail(string field)
    {
        if (field != "side")
        {
            Assert.Contains($"'{field}'", Judgement.Of(Without(field)).Detail, StringComparison.Ordinal);
            Assert.Contains($"'{field}'", Judgement.Of(With(field, "null")).Detail, StringComparison.Ordinal);
        }

        Assert.Contains($"'{field}'", Judgement.Of(With(field, "[]")).Detail, StringComparison.Ordinal);
    }
}
