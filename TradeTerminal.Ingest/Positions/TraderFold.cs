using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Positions;

/// <summary>
/// Keeps the newest report of each trader and symbol, and the way there in steps. Reports of
/// one trader are in one partition, because the topic is keyed by trader; they are taken in the order of its log.
/// </summary>
internal sealed class TraderFold : IFeedFold<TraderPosition>
{
    /// <summary>Bound on what is remembered between batches; beyond it the book is read again.</summary>
    public const int Remembered = 50_000;

    private readonly Dictionary<(string Trader, string Symbol), TraderHolding?> _book = [];

    public void Apply(FeedTransaction transaction, IReadOnlyList<TraderPosition> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        var touched = events.Select(report => (report.Trader, report.Instrument)).ToHashSet();
        Read(transaction, touched);
        var steps = new Dictionary<(string Trader, string Symbol, DateTime Bucket), TraderHolding>();
        foreach (var report in events)
        {
            var key = (report.Trader, report.Instrument);
            var held = _book[key]?.After(report) ?? TraderHolding.First(report);
            if (held != _book[key])
            {
                _book[key] = held;
                steps[(report.Trader, report.Instrument, TraderStepWriter.Step.BucketOf(report.EventTime))] = held;
            }
        }

        transaction.Writes.Add(TraderBookWriter.Merge(touched
            .OrderBy(key => key.Trader, StringComparer.Ordinal).ThenBy(key => key.Instrument, StringComparer.Ordinal)
            .Select(key => (key.Trader, key.Instrument, _book[key]!.Value)).ToArray()));
        transaction.Writes.Add(TraderStepWriter.Merge(steps
            .OrderBy(step => step.Key.Trader, StringComparer.Ordinal).ThenBy(step => step.Key.Symbol, StringComparer.Ordinal)
            .ThenBy(step => step.Key.Bucket).Select(step => (step.Key.Trader, step.Key.Symbol, step.Value)).ToArray()));
    }

    public void Forget() => _book.Clear();

    private void Read(FeedTransaction transaction, HashSet<(string Trader, string Symbol)> touched)
    {
        if (_book.Count > Remembered)
        {
            _book.Clear();
        }

        var lacking = touched.Where(key => !_book.ContainsKey(key)).ToArray();
        if (lacking.Length == 0)
        {
            return;
        }

        foreach (var key in lacking)
        {
            _book[key] = null;
        }

        using var command = new NpgsqlCommand(
            """
            SELECT b.trader, b.symbol, b.size, b.average_price, b.pnl, b.realized, b.event_time, b.source_partition,
                b.source_offset, b.opposed_at
            FROM unnest($1, $2) AS u(trader, symbol) JOIN trader_book b USING (trader, symbol)
            """,
            transaction.Connection,
            transaction.Transaction)
        {
            Parameters =
            {
                Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(lacking, key => key.Trader)),
                Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(lacking, key => key.Symbol)),
            },
        };
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _book[(reader.GetString(0), reader.GetString(1))] = new TraderHolding(
                reader.GetDecimal(2), reader.GetDecimal(3), reader.GetDecimal(4), reader.IsDBNull(5) ? null : reader.GetDecimal(5),
                reader.GetDateTime(6), reader.GetInt32(7), reader.GetInt64(8))
            {
                OpposedAt = reader.IsDBNull(9) ? null : reader.GetDateTime(9),
            };
        }
    }
}
