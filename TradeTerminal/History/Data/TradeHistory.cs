using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History.Data;

/// <summary>
/// Questions to the stored trades, however many there are. Each ends in about <see cref="Budget"/>: what could not be
/// looked at by then is said in the answer.
/// </summary>
public sealed class TradeHistory([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases,
    TimeProvider time)
{
    /// <summary>Trades read to sort by price or size, which no index knows; older ones of the range are left out.</summary>
    public const long MostSorted = 500_000;

    /// <summary>An id is unique within a day: the same one on more days than these is a sender's mistake.</summary>
    private const int MostOfAnId = 10;

    private const int FirstSearched = 2_000;
    private const int MostSearched = 200_000;
    private const int Exported = 50_000;

    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>Fewer where it is tried out.</summary>
    internal long Sorted { get; init; } = MostSorted;

    internal int SearchedAtFirst { get; init; } = FirstSearched;

    internal int ExportedAtOnce { get; init; } = Exported;

    /// <summary>
    /// At most <paramref name="count"/> trades that come after <paramref name="after"/> in the order, from its beginning when
    /// that is null. A walk by <see cref="TradePage.Next"/> repeats nothing, and misses nothing that was stored before it.
    /// </summary>
    public async Task<TradePage> ReadAsync(TradeQuery query, TradeSort sort, TradeKey? after, int count,
        CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var connection = await OpenAsync(database, cancellationToken).ConfigureAwait(false);
        if (sort.By != TradeSortBy.Time)
        {
            return await SortAsync(connection, query, sort, after, count, cancellationToken).ConfigureAwait(false);
        }

        var newestFirst = sort.IsDescending;
        if (query.IsSparse)
        {
            return await SearchAsync(connection, query, newestFirst, after, count, cancellationToken).ConfigureAwait(false);
        }

        var start = newestFirst
            ? after is null ? query.To : Least(query.To, after.At)
            : after is null || after.At < query.From ? query.From : after.At;
        var (part, isWhole) = query.Tickers.IsAll
            ? await BoundAsync(connection, query, newestFirst, start, after, count + 1, cancellationToken).ConfigureAwait(false)
            : await MinutesAsync(connection, query, newestFirst, start, after, count + 1, cancellationToken).ConfigureAwait(false);
        var rows = await ListAsync(part.On(connection), cancellationToken).ConfigureAwait(false);
        if (rows.Count <= count && !isWhole)
        {
            // Candles say what was stored, and not whether it is still there.
            rows = await ListAsync(TradeSql.ByTime(query, newestFirst, after, count + 1).On(connection), cancellationToken)
                .ConfigureAwait(false);
        }

        return PageOf(rows, TradeSortBy.Time, count);
    }

    /// <summary>The trades with this id, newest first: one, unless senders used it on several days.</summary>
    public async Task<IReadOnlyList<Trade>> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var connection = await OpenAsync(database, cancellationToken).ConfigureAwait(false);
        return await ListAsync(TradeSql.ById(id, MostOfAnId).On(connection), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sums over all trades of the query. By tickers and time alone the minute candles have them; else trades are counted,
    /// newest first, until the time is up.
    /// </summary>
    public async Task<TradeTotals> TotalsAsync(TradeQuery query, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var connection = await OpenAsync(database, cancellationToken).ConfigureAwait(false);
        var (totals, started) = (TradeTotals.None, time.GetTimestamp());
        var parts = query.IsSparse
            ? TradeSums.CountAsync(connection, query, MostSearched, cancellationToken)
            : TradeSums.SumAsync(connection, query, cancellationToken);
        await foreach (var (part, since) in parts.ConfigureAwait(false))
        {
            totals += part;
            if (time.GetElapsedTime(started) > Budget && since is not null && since != query.From)
            {
                return totals with { CountedSince = since };
            }
        }

        return totals;
    }

    /// <summary>
    /// All trades of the query in their order, and none are held here. By time they come a stretch after the other: however many
    /// there are, no more than those of one are sorted at a time. By price or size all are sorted at once: ask
    /// <see cref="SortedSinceAsync"/> before.
    /// </summary>
    public async IAsyncEnumerable<Trade> ExportAsync(
        TradeQuery query, TradeSort sort, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var connection = await OpenAsync(database, cancellationToken).ConfigureAwait(false);
        await foreach (var part in ExportedAsync(connection, query, sort, cancellationToken).ConfigureAwait(false))
        {
            await using var command = part.On(connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return TradeSql.Read(reader);
            }
        }
    }

    /// <summary>
    /// Where the newest trades begin that can be sorted so; null when all of the query can be, as always by time.
    /// </summary>
    public async Task<DateTime?> SortedSinceAsync(TradeQuery query, TradeSort sort, CancellationToken cancellationToken)
    {
        if (sort.By == TradeSortBy.Time)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var connection = await OpenAsync(database, cancellationToken).ConfigureAwait(false);
        return await SortedFromAsync(connection, query, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<TradeSql> ExportedAsync(
        NpgsqlConnection connection, TradeQuery query, TradeSort sort, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (sort.By != TradeSortBy.Time)
        {
            yield return TradeSql.ByValue(query, sort, null, null);
            yield break;
        }

        var windows = TradeMinutes.WindowsAsync(
            connection, query, sort.IsDescending, ExportedAtOnce, ExportedAtOnce, cancellationToken);
        await foreach (var window in windows.ConfigureAwait(false))
        {
            yield return TradeSql.ByTime(query with { From = window.From, To = window.To }, sort.IsDescending, null, null);
        }
    }

    /// <summary>
    /// The next trades of all tickers, to where by the candles there are <paramref name="count"/>: so no day that is beyond is asked.
    /// </summary>
    /// <returns>The statement, and whether it asks for all there can be.</returns>
    private static async Task<(TradeSql Part, bool IsWhole)> BoundAsync(
        NpgsqlConnection connection, TradeQuery query, bool newestFirst, DateTime? start, TradeKey? after, int count,
        CancellationToken cancellationToken)
    {
        await using var command = TradeSql.LastMinute(newestFirst, start, count).On(connection);
        var part = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not DateTime minute ? query
            : newestFirst ? query with { From = query.From > minute ? query.From : minute }
            : query with { To = Least(query.To, TradeMinutes.EndOf(minute)) };
        return (TradeSql.ByTime(part, newestFirst, after, count), part == query);
    }

    /// <summary>The same of some tickers, from the minutes in which they traded and nowhere else.</summary>
    private static async Task<(TradeSql Part, bool IsWhole)> MinutesAsync(
        NpgsqlConnection connection, TradeQuery query, bool newestFirst, DateTime? start, TradeKey? after, int count,
        CancellationToken cancellationToken)
    {
        await using var command = TradeSql.PageMinutes(query, newestFirst, start, count).On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var (firsts, lasts, trades) = (new List<DateTime>(), new List<DateTime>(), 0L);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            firsts.Add(reader.GetDateTime(0));
            lasts.Add(reader.GetDateTime(1));
            trades = reader.GetInt64(2);
        }

        var part = firsts.Count == 0 ? query : query with
        {
            From = query.From > firsts.Min() ? query.From : firsts.Min(),
            To = Least(query.To, TradeMinutes.EndOf(lasts.Max())),
        };
        return (TradeSql.OfMinutes(part, newestFirst, after, [.. firsts], [.. lasts], count), trades < count);
    }

    /// <summary>Looks through one stretch of time after the other until the page is full or the time is up.</summary>
    private async Task<TradePage> SearchAsync(
        NpgsqlConnection connection, TradeQuery query, bool newestFirst, TradeKey? after, int count, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var ahead = after is null ? query
            // From the start of a minute on, that minute is done: it would be looked through again, and nothing else.
            : newestFirst ? query with { To = Least(query.To, after.IsStart ? after.At : TradeMinutes.EndOf(after.At)) }
            : query with { From = after.At };
        var rows = new List<Trade>();
        await foreach (var window in TradeMinutes.WindowsAsync(connection, ahead, newestFirst, SearchedAtFirst, MostSearched, cancellationToken).ConfigureAwait(false))
        {
            var part = query with { From = window.From, To = window.To };
            rows.AddRange(await ListAsync(
                TradeSql.ByTime(part, newestFirst, after, count + 1 - rows.Count).On(connection), cancellationToken).ConfigureAwait(false));
            if (rows.Count > count)
            {
                break;
            }

            var (edge, last) = newestFirst ? (window.From, query.From) : (window.To, query.To);
            if (edge is { } searched && searched != last && time.GetElapsedTime(started) > Budget)
            {
                return new TradePage(rows, TradeKey.StartOf(searched), SearchedTo: searched);
            }
        }

        return PageOf(rows, TradeSortBy.Time, count);
    }

    private async Task<TradePage> SortAsync(
        NpgsqlConnection connection, TradeQuery query, TradeSort sort, TradeKey? after, int count, CancellationToken cancellationToken)
    {
        var since = await SortedFromAsync(connection, query, cancellationToken).ConfigureAwait(false);
        var sorted = query with { From = since ?? query.From };
        var rows = await ListAsync(TradeSql.ByValue(sorted, sort, after, count + 1).On(connection), cancellationToken)
            .ConfigureAwait(false);
        return PageOf(rows, sort.By, count) with { SortedSince = since };
    }

    private async Task<DateTime?> SortedFromAsync(NpgsqlConnection connection, TradeQuery query, CancellationToken cancellationToken)
    {
        var windows = TradeMinutes.WindowsAsync(connection, query, newestFirst: true, Sorted, Sorted, cancellationToken);
        await foreach (var window in windows.ConfigureAwait(false))
        {
            return window.Trades >= Sorted && window.From != query.From ? window.From : null;
        }

        return null;
    }

    private static async Task<List<Trade>> ListAsync(NpgsqlCommand statement, CancellationToken cancellationToken)
    {
        await using var command = statement;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<Trade>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(TradeSql.Read(reader));
        }

        return rows;
    }

    /// <summary>One row more than the page holds tells that there is another page.</summary>
    private static TradePage PageOf(List<Trade> rows, TradeSortBy by, int count)
    {
        if (rows.Count <= count)
        {
            return new TradePage(rows, null);
        }

        rows.RemoveRange(count, rows.Count - count);
        return new TradePage(rows, TradeKey.Of(rows[^1], by));
    }

    private static async Task<NpgsqlConnection> OpenAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return (NpgsqlConnection)database.Database.GetDbConnection();
    }

    private static DateTime Least(DateTime? time, DateTime other) => time < other ? time.Value : other;
}
