using Npgsql;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Compares what one feed says it has stored with the rows there are: the stretches stored since the last time, the minute candles of
/// the newest two minutes and, by turns, of five more of the day before, fewer where there are many rows, and what else is kept beside
/// the rows of the newest two minutes. What differed is compared again until it does not.
/// </summary>
internal sealed class FeedRows(Feed feed, FeedGauge gauge, DayPartitions days, TimeProvider time)
{
    private const int MostKept = 10;

    /// <summary>To work out candles of so many takes a busy machine a second or two.</summary>
    private const long MostRows = 200_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Behind = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly SortedSet<DateTime> _differing = [];
    private List<StoredStretch> _missing = [];
    private DateTime? _turn;
    private long _notCompared;
    private DateTime? _derivedFrom;

    /// <summary>Rows older than this may be deleted at any time.</summary>
    private DateTime Kept => days.Horizon.AddDays(1);

    public async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<string> doubts = [.. await StretchesAsync(connection, cancellationToken).ConfigureAwait(false)];
        if (feed.Prices is not null)
        {
            doubts.AddRange(await CandlesAsync(connection, cancellationToken).ConfigureAwait(false));
        }

        try
        {
            if (feed.Derived is { } sql)
            {
                doubts.AddRange(await DerivedAsync(connection, sql, cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            // What has been found is said, whatever became of the last question.
            gauge.Compared(new RowAnswer(time.GetUtcNow().UtcDateTime, doubts.Count == 0 ? null : string.Join("; ", doubts), _notCompared));
        }
    }

    private async Task<IEnumerable<string>> StretchesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (stretches, leftOut) = gauge.Ledger.Take();
        var asked = _missing.Concat(stretches).Where(stretch => stretch.Oldest >= Kept).ToList();
        var unknown = leftOut + stretches.Where(stretch => stretch.Oldest < Kept).Sum(stretch => stretch.Events);
        _notCompared += unknown + stretches.Sum(stretch => stretch.Events);
        var missing = await RowCounts.MissingAsync(connection, feed, asked, cancellationToken).ConfigureAwait(false);
        _notCompared -= stretches.Sum(stretch => stretch.Events);
        _missing = [.. missing.Keys.Take(MostKept)];
        return missing.Values.Take(MostKept);
    }

    private async Task<IEnumerable<string>> CandlesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var newest = gauge.Current.NewestEventTime ?? now;
        var end = Interval.Minute.BucketOf(newest) + Minute;
        var turn = _turn is { } last && last <= end && last > end - Behind ? last : end - (2 * Minute);
        _turn = await StartAsync(connection, turn - Turn, turn, cancellationToken).ConfigureAwait(false);
        List<(DateTime From, DateTime To)> windows =
        [
            .. _differing.Select(minute => (minute, minute + Minute)), (_turn.Value, turn),
            (await StartAsync(connection, end - (2 * Minute), end, cancellationToken).ConfigureAwait(false), end),
        ];
        var found = new SortedDictionary<DateTime, List<string>>();
        foreach (var (from, to) in windows.Where(window => window.From >= Kept))
        {
            var differing = await CandleCheck.DifferencesAsync(connection, feed.Name, from, to, cancellationToken).ConfigureAwait(false);
            foreach (var (minute, words) in differing)
            {
                var list = found.TryGetValue(minute, out var known) ? known : found[minute] = [];
                if (!list.Contains(words))
                {
                    list.Add(words);
                }
            }
        }

        _differing.Clear();
        _differing.UnionWith(found.Keys.TakeLast(MostKept));
        return found.Values.SelectMany(words => words).TakeLast(MostKept);
    }

    /// <summary>Of the newest two minutes, and from what differed before on, for an hour.</summary>
    private async Task<IEnumerable<string>> DerivedAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var newest = gauge.Current.NewestEventTime ?? time.GetUtcNow().UtcDateTime;
        var end = Interval.Minute.BucketOf(newest) + Minute;
        var wanted = _derivedFrom is { } differed && differed > newest - Longest ? differed : newest - (2 * Minute);
        // No further back than there are not too many rows for one question.
        var start = await StartAsync(connection, wanted, end, cancellationToken).ConfigureAwait(false);
        var from = wanted > start ? wanted : start;
        var found = from < Kept ? [] : await DerivedCheck.DifferencesAsync(connection, sql, from, cancellationToken).ConfigureAwait(false);
        _derivedFrom = found.Count == 0 ? null : found.Min(difference => difference.At);
        return found.Select(difference => difference.Words);
    }

    /// <summary>As far back from the end of the window as there are not too many rows for one question, but a minute at least.</summary>
    private async Task<DateTime> StartAsync(NpgsqlConnection connection, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var rows = await CandleCheck.RowsAsync(connection, feed.Name, from, to, cancellationToken).ConfigureAwait(false);
        var start = to - Minute;
        for (var sum = rows.GetValueOrDefault(start); start > from; start -= Minute)
        {
            sum += rows.GetValueOrDefault(start - Minute);
            if (sum > MostRows)
            {
                break;
            }
        }

        return start;
    }
}
