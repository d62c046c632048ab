using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Tests.Producers.Replay;

public sealed class ReplayHistoryTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public void LastOf_SameContentOtherTopicOrCluster_IsNothing()
    {
        var history = new ReplayHistory();
        history.Remember(ReplayHistory.Key("one", "topic", "AB"), At);

        Assert.Equal(At, history.LastOf(ReplayHistory.Key("one", "topic", "AB")));
        Assert.Null(history.LastOf(ReplayHistory.Key("one", "other", "AB")));
        Assert.Null(history.LastOf(ReplayHistory.Key("two", "topic", "AB")));
        Assert.Null(history.LastOf(ReplayHistory.Key("one", "topic", "CD")));
    }

    [Fact]
    public void Remember_Many_ForgetsTheOldest()
    {
        var history = new ReplayHistory();
        for (var i = 0; i <= ReplayHistory.Most; i++)
        {
            history.Remember($"{i}", At);
        }

        Assert.Null(history.LastOf("0"));
        Assert.Equal(At, history.LastOf("1"));
        Assert.Equal(At, history.LastOf($"{ReplayHistory.Most}"));
    }

    [Fact]
    public void ContentHash_TellsEventsApartNotFiles()
    {
        const string Csv = "timestamp,symbol,price,volume\n2025-12-15T09:00:00Z,A,1,1\n2025-12-15T09:05:00Z,A,1,1\n";

        Assert.Equal(Recordings.Read("indices", Csv).ContentHash(), Recordings.Read("indices", Csv, "other.csv").ContentHash());
        Assert.NotEqual(Recordings.Read("indices", Csv).ContentHash(),
            Recordings.Read("indices", Csv.Replace("09:05", "09:06", StringComparison.Ordinal)).ContentHash());
    }
}
