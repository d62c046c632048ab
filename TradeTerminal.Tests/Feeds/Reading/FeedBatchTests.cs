using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Feeds.Reading;

public sealed class FeedBatchTests
{
    private readonly FeedBatch<Trade> _batch = new(new TradeParser(), new TestClock(Judgement.Now));

    public FeedBatchTests() => _batch.Clear();

    [Fact]
    public void Add_Messages_KeepTheirPlaceAndPayload()
    {
        byte[] poison = [0, 1, 2, 0xFF];
        Add(3, 41, TradeMessages.Utf8(TradeMessages.Valid));
        Add(3, 42, poison);
        Add(0, 7, null);
        Add(0, 8, []);

        Assert.Equal([(3, 41L), (3, 42L), (0, 7L), (0, 8L)], _batch.Verdicts.ToArray().Select(v => (v.Event.Partition, v.Event.Offset)));
        Assert.Equal(
            [RejectReason.None, RejectReason.Encoding, RejectReason.Empty, RejectReason.Empty],
            _batch.Verdicts.ToArray().Select(v => v.Reason));
        Assert.Equal(TradeMessages.Utf8(TradeMessages.Valid), _batch.Payload(_batch.Verdicts[0])!);
        Assert.Equal(poison, _batch.Payload(_batch.Verdicts[1])!);
        Assert.Null(_batch.Payload(_batch.Verdicts[2]));
        Assert.Empty(_batch.Payload(_batch.Verdicts[3])!);
    }

    [Fact]
    public void Refuse_Accepted_BecomesAConstraintWithItsPayload()
    {
        Add(0, 1, TradeMessages.Utf8(TradeMessages.Valid));

        _batch.Refuse(0, "because");

        Assert.Equal((RejectReason.Constraint, "because"), (_batch.Verdicts[0].Reason, _batch.Verdicts[0].Detail));
        Assert.Equal(1, _batch.Verdicts[0].Event.Offset);
        Assert.Equal(TradeMessages.Utf8(TradeMessages.Valid), _batch.Payload(_batch.Verdicts[0])!);
    }

    [Fact]
    public void IsFull_ManyMessages_AtItsBound()
    {
        for (var i = 0; i < FeedBatch<Trade>.MaxMessages; i++)
        {
            Assert.False(_batch.IsFull);
            Add(0, i, []);
        }

        Assert.True(_batch.IsFull);
        _batch.Clear();
        Assert.Equal((0, false), (_batch.Count, _batch.IsFull));
    }

    [Fact]
    public void IsFull_HugeMessages_AtItsBytes()
    {
        Add(0, 1, new byte[50 * 1024 * 1024]);

        Assert.True(_batch.IsFull);
        Assert.Equal(RejectReason.TooLarge, _batch.Verdicts[0].Reason);
        _batch.Clear();
        Assert.False(_batch.IsFull);
    }

    [Fact]
    public void Arrived_FirstAccepted_IsTheBatchsOwnUntilItIsCleared()
    {
        Add(0, 1, []);
        Assert.False(_batch.AwaitsArrival);
        Add(0, 2, TradeMessages.Utf8(TradeMessages.Valid));
        Assert.True(_batch.AwaitsArrival);

        _batch.Arrived(new BrokerTime(Judgement.Now, BrokerClock.Broker));
        Add(0, 3, TradeMessages.Utf8(TradeMessages.Valid));

        Assert.False(_batch.AwaitsArrival);
        Assert.Equal(new Arrival(_batch.Verdicts[1].Event.ExecutedAt, new BrokerTime(Judgement.Now, BrokerClock.Broker), Judgement.Now),
            _batch.First);
        _batch.Clear();
        Assert.Null(_batch.First);
    }

    private void Add(int partition, long offset, byte[]? message) =>
        _batch.Add(partition, offset, message, message is null);
}
