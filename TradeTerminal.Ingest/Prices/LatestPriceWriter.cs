using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Prices;

/// <summary>Stores newest prices where they are newer than what is stored, by event time, then partition, then offset.</summary>
internal static class LatestPriceWriter
{
    private const string MergePrices =
        """
        INSERT INTO latest_prices AS l (feed, symbol, venue, price, bid, ask, bid_size, ask_size, volume, origin, real_at,
            event_time, source_partition, source_offset)
        SELECT $14, u.* FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS u
        ON CONFLICT (feed, symbol, venue) DO UPDATE SET
            price = EXCLUDED.price, bid = EXCLUDED.bid, ask = EXCLUDED.ask, bid_size = EXCLUDED.bid_size,
            ask_size = EXCLUDED.ask_size, volume = EXCLUDED.volume, origin = EXCLUDED.origin, real_at = EXCLUDED.real_at,
            event_time = EXCLUDED.event_time, source_partition = EXCLUDED.source_partition, source_offset = EXCLUDED.source_offset
        WHERE (l.event_time, l.source_partition, l.source_offset)
            < (EXCLUDED.event_time, EXCLUDED.source_partition, EXCLUDED.source_offset)
        """;

    /// <summary>One price a symbol and venue; in key order, so that two writers lock rows in the same order.</summary>
    public static NpgsqlBatchCommand Merge(string feed, IEnumerable<PricePoint> newest)
    {
        var points = newest
            .OrderBy(point => point.Symbol, StringComparer.Ordinal).ThenBy(point => point.Venue, StringComparer.Ordinal).ToArray();
        return new NpgsqlBatchCommand(MergePrices)
        {
            Parameters =
            {
                Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(points, p => p.Symbol)),
                Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(points, p => p.Venue)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(points, p => p.Mark.Price)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(points, p => p.Bid)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(points, p => p.Ask)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(points, p => p.BidSize)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(points, p => p.AskSize)),
                Sql.Array(NpgsqlDbType.Numeric, Array.ConvertAll(points, p => p.Volume)),
                Sql.Array(NpgsqlDbType.Text, Array.ConvertAll(points, p => p.Origin.Code())),
                Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(points, p => p.RealAt)),
                Sql.Array(NpgsqlDbType.TimestampTz, Array.ConvertAll(points, p => p.Mark.At)),
                Sql.Array(NpgsqlDbType.Integer, Array.ConvertAll(points, p => p.Mark.Partition)),
                Sql.Array(NpgsqlDbType.Bigint, Array.ConvertAll(points, p => p.Mark.Offset)),
                new NpgsqlParameter<string> { TypedValue = feed },
            },
        };
    }
}
