using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Tests.Feeds.Reading;

public sealed class BrokerTimeTests
{
    [Theory]
    [InlineData(1_772_461_800_123, 1, BrokerClock.Producer)]
    [InlineData(1_772_461_800_123, 2, BrokerClock.Broker)]
    [InlineData(1_772_461_800_123, 0, BrokerClock.None)]
    [InlineData(-1, 1, BrokerClock.None)]
    [InlineData(0, 1, BrokerClock.None)]
    [InlineData(long.MaxValue, 2, BrokerClock.None)]
    [InlineData(1_772_461_800_123, 7, BrokerClock.None)]
    public void Of_Timestamp_SaysWhoseClockItIs(long milliseconds, int type, BrokerClock expected)
    {
        var time = BrokerTime.Of(milliseconds, type);

        Assert.Equal(expected, time.Clock);
        Assert.Equal(expected == BrokerClock.None ? default : DateTime.UnixEpoch.AddMilliseconds(milliseconds), time.At);
    }
}
