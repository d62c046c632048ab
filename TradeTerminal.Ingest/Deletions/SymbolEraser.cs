using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Deletions;

/// <summary>
/// Takes away all that is stored of one symbol of one feed, in transactions of some thousand events while the feed goes on, each with its
/// own account in <c>deleted_events</c>. Broken off, it goes on where it was. An event and its candle go together: whoever writes into the
/// minute waits for the candle's row. The last transaction holds up the feeds for a moment, takes what has come meanwhile and what is kept
/// beside the events, and says in <c>feed_offsets</c> that what writers hold in memory is no longer what is stored.
/// </summary>
internal sealed class SymbolEraser(NpgsqlConnection connection, Feed feed, SymbolDeletion deletion)
{
    private const int Minutes = 120;
    private const int Events = 5_000;

    /// <summary>Seconds that one statement may take, on a slow disk too: broken off it would only be begun again.</summary>
    private const int Patience = 300;

    /// <summary>Of a trader's reports; older ones that come in during the last moment are new ones.</summary>
    private const string Late = "event_time > now() - interval '1 hour'";

    private readonly SymbolTraces _traces = new(feed);

    /// <summary>The last step has left minutes that were there: what candles say of their events may be wrong, and is not asked.</summary>
    private bool _areMoreMinutes = true;

    public async Task EraseAsync(CancellationToken cancellationToken)
    {
        while (_traces.IsPriced && _areMoreMinutes)
        {
            await DeleteAsync(DeleteMinutesAsync, cancellationToken).ConfigureAwait(false);
        }

        foreach (var trader in await TradersAsync(cancellationToken).ConfigureAwait(false))
        {
            // Once more where it took long: what has come meanwhile is not left to the last transaction.
            while (await DeleteOthersAsync(trader, cancellationToken).ConfigureAwait(false) >= Events)
            {
            }
        }

        foreach (var (table, where, counts) in _traces.Much())
        {
            await DeleteMuchAsync(table, where, counts, cancellationToken).ConfigureAwait(false);
        }

        await DeleteAsync(EndAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One transaction; returns how many events it has deleted.</summary>
    private async Task<long> DeleteAsync(Func<EventTally, CancellationToken, Task<SymbolStock>> delete, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        // What is gone already is in the statistics still, by which a whole table would be read for the rest.
        await ExecuteAsync("SET LOCAL enable_seqscan = off", cancellationToken).ConfigureAwait(false);
        var tally = new EventTally();
        var gone = await delete(tally, cancellationToken).ConfigureAwait(false);
        await AccountAsync(tally, gone, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return tally.Events;
    }

    /// <summary>The oldest minutes with their events.</summary>
    private async Task<SymbolStock> DeleteMinutesAsync(EventTally tally, CancellationToken cancellationToken)
    {
        var (minutes, sum, found) = (new List<(string Venue, DateTime At)>(), 0L, 0);
        await using (var command = Command($"{_traces.Candles} LIMIT {Minutes} FOR UPDATE"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                found++;
                if (sum < Events)
                {
                    minutes.Add((reader.GetString(0), reader.GetDateTime(1)));
                    sum += reader.GetInt64(2);
                }
            }
        }

        _areMoreMinutes = found == Minutes || found > minutes.Count;
        var venue = _traces.Venue is { } column ? $" AND {column} = $3" : "";
        var sql =
            $"""
            DELETE FROM {_traces.Table} WHERE {_traces.InCandles}{venue} AND {_traces.Time} >= $4 AND {_traces.Time} < $5
            RETURNING source_partition, source_offset
            """;
        if (minutes.Count > 0)
        {
            // In one round trip, however many minutes.
            await using var batch = new NpgsqlBatch(connection) { Timeout = Patience };
            foreach (var (at, bucket) in minutes)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
                {
                    Parameters = { Text(deletion.Symbol), Text(deletion.Feed), Text(at), Time(bucket), Time(bucket.AddMinutes(1)) },
                });
                batch.BatchCommands.Add(new NpgsqlBatchCommand(_traces.DeleteCandle)
                {
                    Parameters = { Text(deletion.Symbol), Text(deletion.Feed), Text(at), Time(bucket) },
                });
            }

            await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await tally.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        }

        return SymbolStock.None with { Candles = minutes.Count };
    }

    /// <summary>Events without a candle, along an index by time; returns how many.</summary>
    private async Task<long> DeleteOthersAsync(string? trader, CancellationToken cancellationToken)
    {
        var gone = 0L;
        if (_traces.Others is null)
        {
            return gone;
        }

        for (DateTime? after = DateTime.MinValue, to; after is { } from; after = to)
        {
            await using var command = Command(
                $"""
                SELECT {_traces.Time} FROM {_traces.Table} WHERE {Others(trader)} AND {_traces.Time} > $4
                ORDER BY 1 OFFSET {Events - 1} LIMIT 1
                """,
                Text(trader ?? ""), Time(from));
            to = (DateTime?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            var until = to ?? DateTime.MaxValue;
            gone += await DeleteAsync(
                (tally, cancellation) => DeleteOthersAsync(
                    tally, trader, $"{_traces.Time} > $4 AND {_traces.Time} <= $5", cancellation, Time(from), Time(until)),
                cancellationToken).ConfigureAwait(false);
        }

        return gone;
    }

    private async Task<SymbolStock> DeleteOthersAsync(
        EventTally tally, string? trader, string when, CancellationToken cancellationToken, params NpgsqlParameter[] times)
    {
        await using var command = Command(
            $"DELETE FROM {_traces.Table} WHERE {Others(trader)} AND {when} RETURNING source_partition, source_offset",
            [Text(trader ?? ""), .. times]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await tally.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        return SymbolStock.None;
    }

    /// <summary>Rows that somebody has locked are left to the last transaction: a writer that waits for us is not waited for.</summary>
    private async Task DeleteMuchAsync(string table, string where, Func<long, SymbolStock> counts, CancellationToken cancellationToken)
    {
        var sql =
            $"""
            DELETE FROM {table} WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM {table} WHERE {where} LIMIT {Events} FOR UPDATE SKIP LOCKED))
            """;
        for (var rows = Events; rows == Events;)
        {
            await DeleteAsync(
                async (_, cancellation) =>
                {
                    await using var command = Command(sql);
                    rows = await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
                    return counts(rows);
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private string Others(string? trader) => $"{(trader is null ? "" : "trader = $3 AND ")}{_traces.Others}";

    private async Task<SymbolStock> EndAsync(EventTally tally, CancellationToken cancellationToken)
    {
        // Every batch moves its offsets before it writes what follows from it: it is whole before this, or comes after it.
        await ExecuteAsync($"{DayPartitions.BriefLock}; LOCK TABLE feed_offsets IN SHARE ROW EXCLUSIVE MODE", cancellationToken)
            .ConfigureAwait(false);
        var gone = SymbolStock.None;
        for (_areMoreMinutes = _traces.IsPriced; _areMoreMinutes;)
        {
            gone += await DeleteMinutesAsync(tally, cancellationToken).ConfigureAwait(false);
        }

        foreach (var trader in _traces.Others is null ? [] : await TradersAsync(cancellationToken).ConfigureAwait(false))
        {
            await DeleteOthersAsync(tally, trader, trader is null ? "true" : Late, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (sql, counts) in _traces.Rest())
        {
            await using var command = Command(sql);
            gone += counts(await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false));
        }

        await ExecuteAsync("UPDATE feed_offsets SET deletions = deletions + 1", cancellationToken).ConfigureAwait(false);
        await using var end = new NpgsqlCommand("UPDATE deletions SET ended_at = now() WHERE deletion_id = $1", connection)
        {
            CommandTimeout = Patience, Parameters = { new NpgsqlParameter<long> { TypedValue = deletion.Id } },
        };
        await end.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return gone;
    }

    /// <summary>Null stands for all where reports are not by trader.</summary>
    private async Task<List<string?>> TradersAsync(CancellationToken cancellationToken)
    {
        if (!_traces.IsByTrader)
        {
            return [null];
        }

        var traders = new List<string?>();
        await using var command = Command(SymbolTraces.AskTraders);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            traders.Add(reader.GetString(0));
        }

        return traders;
    }

    private async Task AccountAsync(EventTally tally, SymbolStock gone, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = Patience };
        foreach (var (partition, offsets) in tally.Offsets)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                INSERT INTO deleted_events (deletion_id, feed, source_partition, events, first_offset, last_offset, deleted_at, offsets)
                VALUES ($1, $2, $3, $4, $5, $6, now(), $7)
                """)
            {
                Parameters =
                {
                    Number(deletion.Id), Text(deletion.Feed), new NpgsqlParameter<int> { TypedValue = partition }, Number(offsets.Count),
                    Number(offsets.Min()), Number(offsets.Max()), Sql.Array(NpgsqlDbType.Bigint, offsets.ToArray()),
                },
            });
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            UPDATE deletions SET events = events + $2, candles = candles + $3, positions = positions + $4, alerts = alerts + $5,
                levels = levels + $6 WHERE deletion_id = $1
            """)
        {
            Parameters =
            {
                Number(deletion.Id), Number(tally.Events), Number(gone.Candles), Number(gone.Positions), Number(gone.Alerts),
                Number(gone.Levels),
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The symbol is <c>$1</c> and the feed <c>$2</c>.</summary>
    private NpgsqlCommand Command(string sql, params NpgsqlParameter[] more)
    {
        var command = new NpgsqlCommand(sql, connection)
        {
            CommandTimeout = Patience, Parameters = { Text(deletion.Symbol), Text(deletion.Feed) },
        };
        foreach (var parameter in more)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Patience };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };

    private static NpgsqlParameter<DateTime> Time(DateTime value) =>
        new() { TypedValue = DateTime.SpecifyKind(value, DateTimeKind.Utc), NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
