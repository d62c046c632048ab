using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Benchmarks.Sides;

/// <summary>Trades of yesterday evening, one a millisecond, judged, in batches as large as the reader would make them.</summary>
internal sealed class SideTrades
{
    public const int Count = 200_000;
    public const int Partitions = 4;

    private readonly Random _random = new(1);
    private DateTime _at = Day.AddHours(20).AddMinutes(1);

    /// <summary>The day all is about. Over, so that nothing of it lies ahead of the clock.</summary>
    public static DateTime Day { get; } = DateTime.UtcNow.Date.AddDays(-1);

    public (List<FeedBatch<Trade>> Batches, long Volume) Next(SideRow row)
    {
        var batches = new List<FeedBatch<Trade>>();
        FeedBatch<Trade>? batch = null;
        var volume = 0L;
        for (var i = 0; i < Count; i++)
        {
            if (batch is null || batch.Count == FeedBatch<Trade>.MaxMessages)
            {
                batches.Add(batch = new FeedBatch<Trade>(new TradeParser(), TimeProvider.System));
                batch.Clear();
            }

            _at = _at.AddMilliseconds(1);
            var one = _random.Next(1, 500);
            volume += one;
            batch.Add(i % Partitions, i / Partitions, Message(row, one));
        }

        return (batches, volume);
    }

    private byte[] Message(SideRow row, int volume) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"trade_id":"{{(row.RandomIds ? Guid.NewGuid() : Guid.CreateVersion7(_at))}}","ticker":"T{{_random.Next(row.Symbols):D5}}","price":{{100 + (_random.Next(100) / 100m)}},"volume":{{volume}},"side":"buy","timestamp":"{{_at:yyyy-MM-ddTHH:mm:ss.fff}}Z"}"""));
}
