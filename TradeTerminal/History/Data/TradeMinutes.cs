using System.Runtime.CompilerServices;
using Npgsql;

namespace TradeTerminal.History.Data;

/// <summary>
/// What traded a minute, from the stored candles, which count exactly what is stored: so the way through millions of
/// trades can be planned without reading them.
/// </summary>
internal static class TradeMinutes
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private const int FirstRead = 4;
    private const int MostRead = 10_000;

    /// <summary>Candles added up by one statement, about: of ten thousand tickers each minute has as many.</summary>
    private const long MostCandles = 200_000;

    /// <summary>The minutes in which anything of the query's tickers and time traded, with all that traded in them.</summary>
    public static async IAsyncEnumerable<TradeMinute> ReadAsync(
        NpgsqlConnection connection, TradeQuery query, bool newestFirst, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = (query.From is { } since ? Start(since) : (DateTime?)null, query.To);
        for (var count = FirstRead; ;)
        {
            var (minutes, candles) = await ReadAsync(connection, query with { From = from, To = to }, newestFirst, count, cancellationToken)
                .ConfigureAwait(false);
            foreach (var minute in minutes)
            {
                yield return minute;
            }

            if (minutes.Count < count)
            {
                yield break;
            }

            count = (int)Math.Clamp(MostCandles * count / candles, 1, Math.Min(count * 4, MostRead));
            from = newestFirst ? from : minutes[^1].End;
            to = newestFirst ? minutes[^1].Start : to;
        }
    }

    /// <summary>
    /// The query's range cut at minutes into windows of some <paramref name="first"/> trades, then twice as many each time up
    /// to <paramref name="most"/>. They leave no time out, and come in the order asked for.
    /// </summary>
    public static async IAsyncEnumerable<TradeWindow> WindowsAsync(
        NpgsqlConnection connection, TradeQuery query, bool newestFirst, long first, long most,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (edge, gathered, size) = (newestFirst ? query.To : query.From, 0L, first);
        await foreach (var minute in ReadAsync(connection, query, newestFirst, cancellationToken).ConfigureAwait(false))
        {
            gathered += minute.Totals.Rows;
            if (gathered >= size)
            {
                var end = newestFirst ? Later(minute.Start, query.From) : Earlier(minute.End, query.To);
                yield return newestFirst ? new TradeWindow(end, edge, gathered) : new TradeWindow(edge, end, gathered);
                (edge, gathered, size) = (end, 0, Math.Min(size * 2, most));
            }
        }

        if (gathered > 0)
        {
            yield return newestFirst ? new TradeWindow(query.From, edge, gathered) : new TradeWindow(edge, query.To, gathered);
        }
    }

    public static DateTime Start(DateTime time) => new(time.Ticks - (time.Ticks % Length.Ticks), DateTimeKind.Utc);

    /// <summary>The end of the minute in which the time lies; of the last minute there is, its last moment.</summary>
    public static DateTime EndOf(DateTime time) => time < DateTime.MaxValue - Length ? Start(time) + Length : DateTime.MaxValue;

    private static async Task<(List<TradeMinute> Minutes, long Candles)> ReadAsync(
        NpgsqlConnection connection, TradeQuery query, bool newestFirst, int count, CancellationToken cancellationToken)
    {
        await using var command = TradeSql.Minutes(query, newestFirst, count).On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var (minutes, candles) = (new List<TradeMinute>(), 0L);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            minutes.Add(new TradeMinute(
                reader.GetDateTime(0), new TradeTotals(reader.GetInt64(1), reader.GetDecimal(2), reader.GetDecimal(3), null)));
            candles += reader.GetInt64(4);
        }

        return (minutes, candles);
    }

    private static DateTime Later(DateTime time, DateTime? other) => other > time ? other.Value : time;

    private static DateTime Earlier(DateTime time, DateTime? other) => other < time ? other.Value : time;
}

/// <summary>A minute and what traded in it.</summary>
internal readonly record struct TradeMinute(DateTime Start, TradeTotals Totals)
{
    public DateTime End => Start + TradeMinutes.Length;
}

/// <summary>A span of time, open where it has no bound, and about how many trades of the chosen tickers are in it.</summary>
internal readonly record struct TradeWindow(DateTime? From, DateTime? To, long Trades);
