using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History.Data;

/// <summary>
/// Statements about stored trades. Only what is asked for is in the text, so that PostgreSQL can plan for it; values are
/// always parameters.
/// </summary>
internal sealed class TradeSql
{
    /// <summary>A statement that takes longer is cancelled.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const string Columns = "trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset, source_id";
    private const string Place = "executed_at, source_partition, source_offset, trade_id";

    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly List<string> _conditions = [];
    private string _text = "";

    /// <summary>
    /// The minute in which the reading may end that begins at one end of the query, of all tickers, or after a trade, and goes on until
    /// it has <paramref name="count"/> trades. Without a row there are not so many.
    /// </summary>
    public static TradeSql LastMinute(bool newestFirst, DateTime? start, int count)
    {
        var sql = new TradeSql();
        // The minute of the start itself may lie on the other side of it. Of the others each has one trade at least.
        sql.Where(newestFirst ? "bucket < {0}" : "bucket > {0}", MinuteOf(start), NpgsqlDbType.TimestampTz);
        var order = $"ORDER BY {Order("bucket", newestFirst)}";
        var most = sql.Add(count, NpgsqlDbType.Integer);
        sql._text =
            $"""
             SELECT bucket FROM (
                 SELECT bucket, sum(trade_count) OVER ({order}) AS trades
                 FROM (SELECT bucket, trade_count FROM candles_1m WHERE true{sql.And()} {order} LIMIT {most}) candles) counted
             WHERE trades >= {most} {order} LIMIT 1
             """;
        return sql;
    }

    /// <summary>
    /// The minutes that reading of the query's tickers goes through, from one of its ends or a trade on, until it has
    /// <paramref name="count"/> trades: the first and the last trade of each, and how many there are at least up to its end.
    /// </summary>
    public static TradeSql PageMinutes(TradeQuery query, bool newestFirst, DateTime? start, int count)
    {
        var sql = new TradeSql();
        sql.Where(newestFirst ? "bucket <= {0}" : "bucket >= {0}", MinuteOf(start), NpgsqlDbType.TimestampTz);
        sql.Where(newestFirst ? "bucket >= {0}" : "bucket < {0}", newestFirst ? MinuteOf(query.From) : query.To, NpgsqlDbType.TimestampTz);
        var order = $"ORDER BY {Order("bucket", newestFirst)}";
        var most = sql.Add(count, NpgsqlDbType.Integer);
        // What of the first minute lies on the other side of the start is not known: it does not count.
        var counted = MinuteOf(start) is { } minute
            ? $"CASE WHEN bucket = {sql.Add(minute, NpgsqlDbType.TimestampTz)} THEN 0 ELSE trade_count END"
            : "trade_count";
        sql._text =
            $"""
             SELECT min(open_at), max(close_at), max(upto)::bigint FROM (
                 SELECT bucket, open_at, close_at, sum(trades) OVER ({order}) AS upto,
                     coalesce(sum(trades) OVER ({order} GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
                 FROM unnest({sql.Symbols(query)}) AS symbol CROSS JOIN LATERAL (
                     SELECT bucket, open_at, close_at, {counted} AS trades
                     FROM candles_1m WHERE ticker = symbol{sql.And()} {order} LIMIT {most} + 1) of_ticker) minutes
             WHERE before < {most} GROUP BY bucket {order}
             """;
        return sql;
    }

    /// <summary>
    /// The trades of these minutes by time, each read along the index by time or by ticker that its day has. <c>OFFSET 0</c> keeps
    /// the planner from going through a whole day to look at each trade's minute.
    /// </summary>
    public static TradeSql OfMinutes(TradeQuery query, bool newestFirst, TradeKey? after, DateTime[] firsts, DateTime[] lasts, int count)
    {
        var sql = new TradeSql();
        sql.WhereTicker(query);
        sql.Where(query);
        sql.WhereAfter(after, newestFirst);
        const NpgsqlDbType times = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz;
        sql._text =
            $"""
             SELECT of_minute.* FROM unnest({sql.Add(firsts, times)}, {sql.Add(lasts, times)}) AS minutes(first, last) CROSS JOIN LATERAL (
                 SELECT {Columns} FROM trades WHERE executed_at >= first AND executed_at <= last{sql.And()} OFFSET 0) of_minute
             ORDER BY {Order(Place, newestFirst)} LIMIT {sql.Add(count, NpgsqlDbType.Integer)}
             """;
        return sql;
    }

    /// <summary>By time, along the index by time of the days in the range. A <paramref name="count"/> of null means all.</summary>
    public static TradeSql ByTime(TradeQuery query, bool newestFirst, TradeKey? after, int? count)
    {
        var sql = new TradeSql();
        sql.WhereTicker(query);
        sql.Where(query);
        sql.WhereAfter(after, newestFirst);
        var limit = count is { } rows ? $" LIMIT {sql.Add(rows, NpgsqlDbType.Integer)}" : "";
        sql._text = $"SELECT {Columns} FROM trades WHERE true{sql.And()} ORDER BY {Order(Place, newestFirst)}{limit}";
        return sql;
    }

    /// <summary>
    /// By price or size, which no index knows: all trades of the query are read. A <paramref name="count"/> of null means all.
    /// </summary>
    public static TradeSql ByValue(TradeQuery query, TradeSort sort, TradeKey? after, int? count)
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

        var limit = count is { } rows ? $" LIMIT {sql.Add(rows, NpgsqlDbType.Integer)}" : "";
        sql._text = $"SELECT {Columns} FROM trades WHERE true{sql.And()} ORDER BY {Order(order, sort.IsDescending)}{limit}";
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
        reader.GetGuid(0), reader.GetString(1), reader.GetDecimal(2), reader.GetDecimal(3), Sides.Of(reader.GetString(4)),
        reader.GetDateTime(5), reader.GetInt32(6), reader.GetInt64(7))
    {
        SourceId = reader.IsDBNull(8) ? null : reader.GetString(8),
    };

    private void Where(TradeQuery query)
    {
        Where("executed_at >= {0}", query.From, NpgsqlDbType.TimestampTz);
        Where("executed_at < {0}", query.To, NpgsqlDbType.TimestampTz);
        Where("price >= {0}", query.PriceFrom, NpgsqlDbType.Numeric);
        Where("price <= {0}", query.PriceTo, NpgsqlDbType.Numeric);
        Where("volume >= {0}", query.SizeFrom, NpgsqlDbType.Numeric);
        Where("volume <= {0}", query.SizeTo, NpgsqlDbType.Numeric);
        if (query.Side is { } side)
        {
            _conditions.Add($"side = '{side.Code()}'");
        }
    }

    private void WhereAfter(TradeKey? after, bool newestFirst)
    {
        if (after is not null)
        {
            _conditions.Add($"executed_at {(newestFirst ? "<=" : ">=")} {Add(after.At, NpgsqlDbType.TimestampTz)}");
            _conditions.Add($"({Place}) {(newestFirst ? "<" : ">")} ({Of(after)})");
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

    private static DateTime? MinuteOf(DateTime? time) => time is { } given ? TradeMinutes.Start(given) : null;

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
        $"fit_decimal(coalesce(sum({volume}), 0)), fit_notional(coalesce(sum({notional}), 0))";
}
