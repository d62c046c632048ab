using System.Runtime.CompilerServices;
using Npgsql;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market.Hydrating;

/// <summary>Answers to <see cref="HydrationSql"/>, as they come in.</summary>
internal static class HydrationRows
{
    /// <summary>Bound on what is read for second candles, in whole minutes; at higher rates they begin later.</summary>
    private const int MostInSeconds = 1_000_000;

    public static async IAsyncEnumerable<NpgsqlDataReader> ReadAsync(
        NpgsqlConnection connection, NpgsqlCommand statement, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = statement;
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return reader;
        }
    }

    /// <summary>Trades of tickers that are found; those of others are left out.</summary>
    public static async IAsyncEnumerable<(InstrumentBook Ticker, Trade Trade)> TradesAsync(
        NpgsqlConnection connection, NpgsqlCommand statement, Func<string, InstrumentBook?> find,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        InstrumentBook? ticker = null;
        await foreach (var row in ReadAsync(connection, statement, cancellationToken).ConfigureAwait(false))
        {
            var symbol = row.GetString(0);
            if (ticker is null || ticker.Symbol != symbol)
            {
                ticker = find(symbol);
            }

            if (ticker is not null)
            {
                yield return (ticker, TradeOf(row, ticker));
            }
        }
    }

    /// <summary>The start of the oldest day without an index by ticker.</summary>
    public static async Task<DateTime> OpenSinceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = HydrationSql.OpenSince();
        command.Connection = connection;
        return (DateTime)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>The newest trades of one ticker after the other, at most so many of each, newest first.</summary>
    public static async IAsyncEnumerable<(InstrumentBook Ticker, List<Trade> NewestFirst)> TapesAsync(
        NpgsqlConnection connection, string[] symbols, int each, DateTime openSince, Func<string, InstrumentBook?> find,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, trades) = ((InstrumentBook?)null, new List<Trade>());
        var rows = TradesAsync(connection, HydrationSql.Tapes(symbols, each, openSince), find, cancellationToken);
        await foreach (var (ticker, trade) in rows.ConfigureAwait(false))
        {
            if (last is not null && ticker != last)
            {
                yield return (last, trades);
                trades = [];
            }

            last = ticker;
            trades.Add(trade);
        }

        if (last is not null)
        {
            yield return (last, trades);
        }
    }

    private static Trade TradeOf(NpgsqlDataReader row, InstrumentBook ticker) => new(
        row.GetGuid(1), ticker.Symbol, row.GetDecimal(2), row.GetDecimal(3), Sides.Of(row.GetString(4)),
        row.GetDateTime(5), row.GetInt32(6), row.GetInt64(7))
    {
        SourceId = row.IsDBNull(8) ? null : row.GetString(8),
    };

    /// <summary>A stored minute, from the second column on; the first says of what.</summary>
    public static CandleFold FoldOf(NpgsqlDataReader row) => CandleFold.Restore(
        row.GetDateTime(1),
        new PriceMark(row.GetDecimal(2), row.GetDateTime(9), row.GetInt32(10), row.GetInt64(11)),
        new PriceMark(row.GetDecimal(3), row.GetDateTime(12), row.GetInt32(13), row.GetInt64(14)),
        row.GetDecimal(4),
        row.GetDecimal(5),
        row.IsDBNull(15) ? ExactSum.Of(row.GetDecimal(6)) : ExactSum.Parse(row.GetString(15)),
        row.IsDBNull(16) ? ExactSum.Of(row.GetDecimal(7)) : ExactSum.Parse(row.GetString(16)),
        row.GetInt64(8));

    /// <summary>The minute from which on there are no more prices than <see cref="MostInSeconds"/>, by how many each minute has.</summary>
    public static DateTime FirstSecond(Dictionary<DateTime, long> counts)
    {
        var (from, prices) = (DateTime.MaxValue, 0L);
        foreach (var (minute, count) in counts.OrderByDescending(pair => pair.Key))
        {
            prices += count;
            if (prices > MostInSeconds && from != DateTime.MaxValue)
            {
                return from;
            }

            from = minute;
        }

        return DateTime.UnixEpoch;
    }
}
