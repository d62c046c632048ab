using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History;

/// <summary>
/// Statements about stored trades. Only what is asked for is in the text, so that PostgreSQL can plan for it; values are
/// always parameters.
/// </summary>
internal sealed class TradeSql
{
    /// <summary>A statement that takes longer is cancelled.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const string Columns = "trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset";
    private const string Place = "executed_at, source_partition, source_offset, trade_id";

    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly List<string> _conditions = [];
    private string _text = "";

    /// <summary>
    /// The minute in which the reading may end that begins at one end of the query, or after a trade, and goes on until it has
    /// <paramref name="count"/> trades: each minute candle has one at least. Without a row there are not so many candles.
    /// </summary>
    public static TradeSql LastMinute(TradeQuery query, bool newestFirst, DateTime? start, int count)
    {
        var sql = new TradeSql();
        // The minute of the start itself may lie on the other side of it.
        var minute = start is { } time ? TradeMinutes.Start(time) : (DateTime?)null;
        sql.Where(newestFirst ? "bucket < {0}" : "bucket > {0}", minute, NpgsqlDbType.TimestampTz);
        var order = $"ORDER BY {Order("bucket", newestFirst)}";
        var minutes = query.Tickers.IsAll
            ? $"candles_1m WHERE true{sql.And()}"
            : $"""
               unnest({sql.Symbols(query)}) AS symbol CROSS JOIN LATERAL (
                   SELECT bucket FROM candles_1m WHERE ticker = symbol{sql.And()} {order} LIMIT {sql.Add(count, NpgsqlDbType.Integer)}) of_ticker
               """;
        sql._text = $"SELECT bucket FROM {minutes} {order} OFFSET {sql.Add(count - 1, NpgsqlDbType.Integer)} LIMIT 1";
        return sql;
    }

    /// <summary>
    /// By time. Of all tickers, where the range ends somewhere, along the index by time of the days in it; else put together from one
    /// short index scan a ticker, for which it hops from one to the next along the key of the minute candles. A
    /// <paramref name="count"/> of null means all.
    /// </summary>
    public static TradeSql ByTime(TradeQuery query, bool newestFirst, TradeKey? after, int? count)
    {
        var sql = new TradeSql();
        sql.Where(query);
        if (after is not null)
        {
            sql._conditions.Add($"executed_at {(newestFirst ? "<=" : ">=")} {sql.Add(after.At, NpgsqlDbType.TimestampTz)}");
            sql._conditions.Add($"({Place}) {(newestFirst ? "<" : ">")} ({sql.Of(after)})");
        }

        var end = $"ORDER BY {Order(Place, newestFirst)}{(count is { } rows ? $" LIMIT {sql.Add(rows, NpgsqlDbType.Integer)}" : "")}";
        if (query.Tickers.IsAll && (newestFirst ? query.From : query.To) is not null)
        {
            sql._text = $"SELECT {Columns} FROM trades WHERE true{sql.And()} {end}";
            return sql;
        }

        var symbols = query.Tickers.IsAll
            ? """
              WITH RECURSIVE stored AS (
                  (SELECT ticker FROM candles_1m ORDER BY ticker LIMIT 1)
                  UNION ALL
                  SELECT (SELECT c.ticker FROM candles_1m c WHERE c.ticker > s.ticker ORDER BY c.ticker LIMIT 1)
                  FROM stored s WHERE s.ticker IS NOT NULL),
              symbols AS (SELECT ticker AS symbol FROM stored WHERE ticker IS NOT NULL)
              """
            : $"WITH symbols AS (SELECT unnest({sql.Symbols(query)}) AS symbol)";
        sql._text =
            $"""
             {symbols}
             SELECT of_ticker.* FROM symbols CROSS JOIN LATERAL (
                 SELECT {Columns} FROM trades WHERE ticker = symbol{sql.And()} {end}) of_ticker
             {end}
             """;
        return sql;
    }

    /// <summary>By price or size, which no index knows: all trades of the query are read.</summary>
    public static TradeSql ByValue(TradeQuery query, TradeSort sort, TradeKey? after, int count)
    {
        var sql = new TradeSql();
        var order = $"{(sort.By == TradeSortBy.Price ? "price" : "volume")}, {Place}";
        sql.WhereTicker(query);
        sql.Where(query);
        if (after is not null)
        {
            sql._conditions.Add(
                $"({order}) {(sort.IsDescending ? "<" : ">")} ({sql.Add(after.Value!.Value, NpgsqlDbType.Numeric)}, {sql.Of(after)})");
        }

        sql._text = $"SELECT {Columns} FROM trades WHERE true{sql.And()} ORDER BY {Order(order, sort.IsDescending)} LIMIT {sql.Add(count, NpgsqlDbType.Integer)}";
        return sql;
    }

    /// <summary>Rows, volume and notional of the trades.</summary>
    public static TradeSql Totals(TradeQuery query)
    {
        var sql = new TradeSql();
        sql.WhereTicker(query);
        sql.Where(query);
        sql._text = $"SELECT count(*), {Sums("volume", "price * volume")} FROM trades WHERE true{sql.And()}";
        return sql;
    }

    /// <summary>
    /// Minutes of the tickers and the time, with the same sums and how many candles they are of; the query's other conditions are not
    /// looked at.
    /// </summary>
    public static TradeSql Minutes(TradeQuery query, bool newestFirst, int count)
    {
        var sql = new TradeSql();
        sql.WhereTicker(query);
        sql.Where("bucket >= {0}", query.From, NpgsqlDbType.TimestampTz);
        sql.Where("bucket < {0}", query.To, NpgsqlDbType.TimestampTz);
        sql._text =
            $"""
             SELECT bucket, sum(trade_count)::bigint, {Sums("volume", "notional")}, count(*) FROM candles_1m
             WHERE true{sql.And()} GROUP BY bucket ORDER BY {Order("bucket", newestFirst)} LIMIT {sql.Add(count, NpgsqlDbType.Integer)}
             """;
        return sql;
    }

    /// <summary>An id is unique within a day only, so there may be more than one.</summary>
    public static TradeSql ById(Guid id, int count)
    {
        var sql = new TradeSql();
        sql._text = $"SELECT {Columns} FROM trades WHERE trade_id = {sql.Add(id, NpgsqlDbType.Uuid)} ORDER BY executed_at DESC LIMIT {sql.Add(count, NpgsqlDbType.Integer)}";
        return sql;
    }

    public NpgsqlCommand On(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(_text, connection) { CommandTimeout = (int)Limit.TotalSeconds };
        command.Parameters.AddRange(_parameters.ToArray());
        return command;
    }

    /// <summary>A row of <see cref="ByTime"/>, <see cref="ByValue"/> or <see cref="ById"/>.</summary>
    public static Trade Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetDecimal(2), reader.GetInt64(3),
        reader.GetString(4) == "sell" ? Side.Sell : Side.Buy, reader.GetDateTime(5), reader.GetInt32(6), reader.GetInt64(7));

    private void Where(TradeQuery query)
    {
        Where("executed_at >= {0}", query.From, NpgsqlDbType.TimestampTz);
        Where("executed_at < {0}", query.To, NpgsqlDbType.TimestampTz);
        Where("price >= {0}", query.PriceFrom, NpgsqlDbType.Numeric);
        Where("price <= {0}", query.PriceTo, NpgsqlDbType.Numeric);
        Where("volume >= {0}", query.SizeFrom, NpgsqlDbType.Bigint);
        Where("volume <= {0}", query.SizeTo, NpgsqlDbType.Bigint);
        if (query.Side is { } side)
        {
            _conditions.Add(side == Side.Sell ? "side = 'sell'" : "side = 'buy'");
        }
    }

    private void WhereTicker(TradeQuery query)
    {
        if (!query.Tickers.IsAll)
        {
            _conditions.Add($"ticker = ANY({Symbols(query)})");
        }
    }

    private void Where<T>(string condition, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } given)
        {
            _conditions.Add(condition.Replace("{0}", Add(given, type), StringComparison.Ordinal));
        }
    }

    private string And() => string.Concat(_conditions.Select(condition => $" AND {condition}"));

    private string Of(TradeKey key) =>
        $"{Add(key.At, NpgsqlDbType.TimestampTz)}, {Add(key.Partition, NpgsqlDbType.Integer)}, {Add(key.Offset, NpgsqlDbType.Bigint)}, {Add(key.Id, NpgsqlDbType.Uuid)}";

    private string Symbols(TradeQuery query) => Add(query.Tickers.Symbols.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    private string Add<T>(T value, NpgsqlDbType type)
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${_parameters.Count}";
    }

    private static string Order(string columns, bool isDescending) =>
        isDescending ? $"{columns.Replace(",", " DESC,", StringComparison.Ordinal)} DESC" : columns;

    private static string Sums(string volume, string notional) =>
        FormattableString.Invariant($"coalesce(sum({volume}), 0), LEAST(coalesce(sum({notional}), 0), {CandleFold.LargestNotional})");
}
