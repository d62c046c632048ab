using System.Runtime.CompilerServices;
using Npgsql;

namespace TradeTerminal.History.Data;

/// <summary>Sums over the trades of a query part by part, newest first, and since when each part is.</summary>
internal static class TradeSums
{
    /// <summary>Minutes that lie wholly in the range as their candles have them, the others by their trades.</summary>
    public static async IAsyncEnumerable<(TradeTotals Part, DateTime? Since)> SumAsync(
        NpgsqlConnection connection, TradeQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var minute in TradeMinutes.ReadAsync(connection, query, newestFirst: true, cancellationToken).ConfigureAwait(false))
        {
            var isWhole = !(query.From > minute.Start) && !(query.To < minute.End);
            var part = isWhole ? minute.Totals : await TotalAsync(
                connection,
                query with { From = query.From > minute.Start ? query.From : minute.Start, To = query.To < minute.End ? query.To : minute.End },
                cancellationToken).ConfigureAwait(false);
            yield return (part, minute.Start);
        }
    }

    /// <summary>Trades counted, so many at a time.</summary>
    public static async IAsyncEnumerable<(TradeTotals Part, DateTime? Since)> CountAsync(
        NpgsqlConnection connection, TradeQuery query, long atOnce, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var windows = TradeMinutes.WindowsAsync(connection, query, newestFirst: true, atOnce, atOnce, cancellationToken);
        await foreach (var window in windows.ConfigureAwait(false))
        {
            var part = await TotalAsync(connection, query with { From = window.From, To = window.To }, cancellationToken)
                .ConfigureAwait(false);
            yield return (part, window.From);
        }
    }

    private static async Task<TradeTotals> TotalAsync(NpgsqlConnection connection, TradeQuery query, CancellationToken cancellationToken)
    {
        await using var command = TradeSql.Totals(query).On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new TradeTotals(reader.GetInt64(0), reader.GetDecimal(1), reader.GetDecimal(2), null);
    }
}
