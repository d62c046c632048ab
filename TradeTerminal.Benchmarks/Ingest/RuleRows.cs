using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>
/// What the rules cost: the write of quotes, the feed with the most rules, with and without them. Both write
/// candles and newest prices, as the feed does. A quarter of the write's time more is a ratio of 0.8.
/// </summary>
internal sealed class RuleRows(BenchDatabase database, Report report)
{
    private const double Target = 0.8;

    private static readonly string[] Symbols = ["AAPL", "GOOGL", "MSFT", "AMZN", "TSLA", "NVDA", "META", "NFLX"];
    private static readonly string[] Venues = ["NYSE", "NASDAQ", "BATS"];

    private static readonly EventTable<Quote> Table = new(
        "quotes",
        "symbol, venue, price, bid, ask, bid_size, ask_size, volume, event_time, source_partition, source_offset",
        static (row, quote) =>
        {
            row.Write(quote.Symbol);
            row.Write(quote.Venue);
            row.Write(quote.Price);
            row.Write(quote.Bid);
            row.Write(quote.Ask);
            row.Write(quote.BidSize);
            row.Write(quote.AskSize);
            row.Write(quote.Volume);
            row.Write(quote.EventTime);
            row.Write(quote.Partition);
            row.Write(quote.Offset);
        });

    public void Run()
    {
        var quotes = Quotes(100_000);
        var rate = Stats.Of([.. Enumerable.Range(0, 20).Select(_ => Judge(quotes)).Skip(10)]);
        report.Add(new ResultRow("rules", "all rules of a quote, in memory", rate.Median, "quotes/s", rate.Spread, "", "", null));
        Compare("2,000", [.. quotes.Chunk(2_000).Select(chunk => chunk.ToList())]);
        Compare("24", [.. quotes.Take(12_000).Chunk(Symbols.Length * Venues.Length).Select(chunk => chunk.ToList())]);
    }

    private void Compare(string size, List<Quote>[] batches)
    {
        var (with, without, ratio) = Comparison.Run(() => Write(batches, rules: true), () => Write(batches, rules: false));
        report.Add(new ResultRow(
            "rules", $"quotes written with rules / without, batches of {size}", ratio.Median, "x", ratio.Spread,
            $"{with.Median:#,0} and {without.Median:#,0} quotes/s", $"≥ {Target}", ratio.Median >= Target));
    }

    private double Write(List<Quote>[] batches, bool rules)
    {
        database.Execute("TRUNCATE quotes, feed_candles_1m, latest_prices, rule_states, alerts, feed_offsets");
        database.Execute("CHECKPOINT");
        var feed = new FeedKey("bench", "market_data");
        new OffsetStore(database.Contexts).Begin(feed, 0, 0);
        using var book = new RuleBook(database.Contexts, TimeProvider.System, NullLogger<RuleBook>.Instance);
        using var levels = new LevelBook(database.Contexts, TimeProvider.System);
        IFeedFold<Quote>[] folds = rules
            ? [new PriceFold<Quote>("quotes", PricePoint.Of), new AlertFold<Quote, PricedState>(new QuoteRules(), book, levels, TimeProvider.System)]
            : [new PriceFold<Quote>("quotes", PricePoint.Of)];
        using var context = database.Contexts.CreateDbContext();
        context.Database.OpenConnection();
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            Write(connection, feed, batch, folds);
        }

        var count = batches.Sum(batch => batch.Count);
        var rate = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (stored, alerts) = (database.Scalar<long>("SELECT count(*) FROM quotes"), database.Scalar<long>("SELECT count(*) FROM alerts"));
        return stored == count && alerts > 0 == rules
            ? rate
            : throw new InvalidOperationException($"{stored} quotes and {alerts} alerts are stored.");
    }

    private static void Write(NpgsqlConnection connection, FeedKey feed, List<Quote> batch, IFeedFold<Quote>[] folds)
    {
        using var transaction = connection.BeginTransaction();
        var open = new FeedTransaction(feed, connection, transaction);
        Table.Insert(open, batch, careful: false);
        open.Writes.Add(OffsetStore.Advance(
            feed, [new PartitionAdvance(0, batch[0].Offset)
            {
                To = batch[^1].Offset + 1,
                Messages = batch.Count,
                Accepted = batch.Count,
                Inserted = batch.Count,
            }], new Dictionary<int, long>()));
        foreach (var fold in folds)
        {
            fold.Apply(open, batch);
        }

        using var writes = new NpgsqlBatch(open.Connection, transaction);
        open.Writes.ForEach(writes.BatchCommands.Add);
        writes.ExecuteNonQuery();
        transaction.Commit();
    }

    private static double Judge(List<Quote> quotes)
    {
        var run = new RuleRun<Quote, PricedState>(new QuoteRules(), RuleSet.Default);
        var started = Stopwatch.GetTimestamp();
        foreach (var quote in quotes)
        {
            run.Judge(quote);
        }

        return quotes.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>One quote a symbol, venue and second, as the default producer's: 5 % of the volumes are spikes.</summary>
    private static List<Quote> Quotes(int count)
    {
        var random = new Random(1);
        var start = DateTime.UtcNow.Date;
        var quotes = new List<Quote>(count);
        for (var i = 0; i < count; i++)
        {
            var price = 100 + (random.Next(-3, 4) / 100m);
            var half = random.Next(1, 10) / 100m;
            var volume = random.Next(1_000, 10_000) * (random.Next(20) == 0 ? random.Next(3, 11) : 1);
            quotes.Add(new Quote(
                Symbols[i / Venues.Length % Symbols.Length], Venues[i % Venues.Length], price, price - half, price + half,
                random.Next(1_000, 100_000), random.Next(1_000, 100_000), volume,
                start.AddSeconds(i / (Venues.Length * Symbols.Length)), 0, i));
        }

        return quotes;
    }
}
