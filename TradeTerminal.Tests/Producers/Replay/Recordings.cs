using System.Text;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Tests.Producers.Replay;

/// <summary>Reads texts as recordings.</summary>
internal static class Recordings
{
    internal static readonly DateTime UtcNow = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    internal static FeedJudge Judge(string feed) => FeedCatalog.All.First(known => known.Name == feed).CreateJudge();

    internal static Recording Read(string feed, string csv, string name = "prices.csv") => Read(feed, Encoding.UTF8.GetBytes(csv), name);

    internal static Recording Read(string feed, byte[] csv, string name = "prices.csv")
    {
        using var stream = new MemoryStream(csv);
        return RecordingFile.Read(stream, name, ReplayFormats.Find(feed)!, Judge(feed), UtcNow);
    }

    internal static IReadOnlyList<string> Problems(string feed, string csv) =>
        Assert.Throws<RecordingException>(() => Read(feed, csv)).Problems;

    internal static string Text(this RecordedEvent recorded) => Encoding.UTF8.GetString(recorded.Value);
}
