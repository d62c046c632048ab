using System.Globalization;
using System.Text;
using TradeTerminal.Benchmarks.Ingest;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Benchmarks.Instruments;

/// <summary>Ten thousand symbols traded, quoted at three venues and ordered within the last half hour, stored with all folds.</summary>
internal static class ManySymbols
{
    public const int Count = 10_000;

    private const int Rounds = 12;
    private const int BatchSize = 20_000;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(30);
    private static readonly string[] Venues = ["NYSE", "NASDAQ", "BATS"];

    /// <summary>Of two symbols that with the higher number was traded later.</summary>
    public static string Name(int symbol) => string.Create(CultureInfo.InvariantCulture, $"T{symbol:D5}");

    public static void Fill(BenchDatabase database)
    {
        Write(database, "trades", i => $$"""{"trade_id":"{{Guid.CreateVersion7()}}","ticker":"{{Name(i % Count)}}","price":{{Price(i)}},"volume":{{1 + (i % 500)}},"side":"{{Side(i)}}","timestamp":"{{At(i):yyyy-MM-ddTHH:mm:ss.fff}}Z"}""");
        Write(database, "quotes", i => $$"""{"symbol":"{{Name(i % Count)}}","exchange":"{{Venues[i / Count % Venues.Length]}}","price":{{Price(i)}},"bid_price":{{Price(i)}},"ask_price":{{Price(i, 0.01m)}},"bid_size":100,"ask_size":200,"volume":10,"timestamp":{{Milliseconds(i)}}}""");
        Write(database, "order_book", i => $$"""{"symbol":"{{Name(i % Count)}}","side":"{{Side(i).ToUpperInvariant()}}","price":{{Price(i)}},"quantity":{{100 + (i % 900)}},"order_type":"LIMIT","timestamp":{{Milliseconds(i)}}}""");
        database.Execute("VACUUM ANALYZE");
    }

    private static void Write(BenchDatabase database, string name, Func<int, string> message)
    {
        var feed = AnyFeed.All.Single(one => one.Name == name);
        using var ingest = feed.Ingest(database.ConnectionString, TimeProvider.System);
        ingest.Begin(0);
        foreach (var batch in Enumerable.Range(0, Count * Rounds).Chunk(BatchSize))
        {
            ingest.Write(batch.Select(i => (0, (long)i, (byte[]?)Encoding.UTF8.GetBytes(message(i)))));
        }

        var stored = database.Scalar<long>($"SELECT count(*) FROM {feed.Table}");
        if (stored != Count * Rounds)
        {
            throw new InvalidOperationException($"{name}: {stored} of {Count * Rounds} events are stored.");
        }
    }

    private static DateTime At(int i) => Start + (Span * i / (Count * Rounds));

    private static readonly DateTime Start = DateTime.UtcNow - Span;

    private static long Milliseconds(int i) => new DateTimeOffset(At(i)).ToUnixTimeMilliseconds();

    private static string Side(int i) => i / Count % 3 == 0 ? "sell" : "buy";

    private static string Price(int i, decimal more = 0) => (100 + more + (i % Count / 100m) + (i / Count % 7 / 100m)).ToString(CultureInfo.InvariantCulture);
}
