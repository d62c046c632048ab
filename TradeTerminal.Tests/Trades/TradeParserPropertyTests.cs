using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Trades;

/// <summary>Any bytes give a trade or a reason, never an exception.</summary>
public sealed class TradeParserPropertyTests
{
    private readonly TradeParser _parser = new();

    [Fact]
    public void TryParse_AnyBytes_GiveATradeOrAReason() =>
        Properties.Hold(Properties.Any<byte[]>(), 5_000, message => Judge(message));

    [Fact]
    public void TryParse_AnyTextInAField_GivesATradeOrAReason() => Properties.HoldForSeeds(20_000, random =>
    {
        string[] fields = ["trade_id", "ticker", "price", "volume", "side", "timestamp"];
        Judge(TradeMessages.Utf8(TradeMessages.With(random.GetItems(fields, 1)[0], JsonNoise.Value(random))));
    });

    [Fact]
    public void TryParse_MutatedMessages_GiveATradeOrAReason()
    {
        var valid = TradeMessages.Utf8(TradeMessages.Valid);
        var accepted = 0;
        Properties.HoldForSeeds(50_000, random => accepted += Judge(JsonNoise.Mutate(valid, random)) ? 1 : 0);

        // Else the mutations are too wild to try what lies behind the first check.
        Assert.InRange(accepted, 1_000, 45_000);
    }

    [Fact]
    public void TryParse_Accepted_AllocatesNothing()
    {
        var message = TradeMessages.Utf8(TradeMessages.Plus("\"ven\\u0075e\":[\"XNAS\",{\"a\":1}]"));
        var escaped = TradeMessages.Utf8(TradeMessages.With(
            ("ticker", "\"\\u0041APL\""), ("price", "\"1\\u0038\""), ("side", "\"\\u0062uy\"")));
        Run(message, escaped, 1_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var accepted = Run(message, escaped, 10_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(20_000, accepted);
        // The least object takes 24 bytes. A collection in between may count a few of its own.
        Assert.InRange(allocated, 0, accepted - 1);
    }

    private int Run(byte[] message, byte[] escaped, int times)
    {
        var accepted = 0;
        for (var i = 0; i < times; i++)
        {
            accepted += _parser.TryParse(message, Judgement.Now, out _, out _, out _) ? 1 : 0;
            accepted += _parser.TryParse(escaped, Judgement.Now, out _, out _, out _) ? 1 : 0;
        }

        return accepted;
    }

    private bool Judge(byte[] message)
    {
        var accepted = _parser.TryParse(message, Judgement.Now, out var trade, out var reason, out var detail);
        Assert.Equal(accepted, reason == RejectReason.None);
        Assert.Equal(accepted, detail is null);
        if (accepted)
        {
            Assert.InRange(trade.Price, FieldRules.Least, FieldRules.Most);
            Assert.InRange(trade.Volume, FieldRules.Least, FieldRules.Most);
            Assert.InRange(trade.ExecutedAt, DateTime.UnixEpoch, Judgement.Now.AddMinutes(5));
            Assert.Equal(0, trade.ExecutedAt.Ticks % TimeSpan.TicksPerMicrosecond);
            Assert.Matches(FieldRules.SymbolPattern, trade.Ticker);
        }

        return accepted;
    }
}
