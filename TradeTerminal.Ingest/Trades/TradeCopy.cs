using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// The fast way in, for batches without repeats, which is nearly all of them: COPY does without the
/// speculative insertion that ON CONFLICT pays for on every row. The unique index still guards it: a repeat
/// ends the transaction with 23505, and the batch goes the careful way.
/// </summary>
internal static class TradeCopy
{
    public static void Write(FeedTransaction transaction, ReadOnlySpan<Trade> trades)
    {
        var import = transaction.BeginCopy(
            """
            COPY trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset, source_id)
            FROM STDIN (FORMAT binary)
            """);
        foreach (ref readonly var trade in trades)
        {
            import.StartRow();
            import.Write(trade.TradeId, NpgsqlDbType.Uuid);
            import.Write(trade.Ticker, NpgsqlDbType.Text);
            import.Write(trade.Price, NpgsqlDbType.Numeric);
            import.Write(trade.Volume, NpgsqlDbType.Numeric);
            import.Write(trade.Side.Code(), NpgsqlDbType.Text);
            import.Write(trade.ExecutedAt, NpgsqlDbType.TimestampTz);
            import.Write(trade.Partition, NpgsqlDbType.Integer);
            import.Write(trade.Offset, NpgsqlDbType.Bigint);
            import.WriteOrNull(trade.SourceId, NpgsqlDbType.Text);
        }
    }
}
