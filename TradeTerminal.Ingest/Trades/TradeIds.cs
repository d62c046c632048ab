using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// Finds the trades whose id has been before on their UTC day, at whatever time. The database alone keeps an id once a
/// time (see <see cref="DayPartitions"/>): an index by id would cost more than all else of the write. The ids of a day are
/// read when its first trade comes, and again, from where they were last read, when another may have written since.
/// </summary>
/// <param name="table">The partitioned table.</param>
/// <param name="mostIds">Of all days together. The day used longest ago is forgotten, to be read anew; one that has more is
/// left to the database.</param>
internal sealed class TradeIds(PartitionedTable table, int mostIds = TradeIds.MostIds)
{
    /// <summary>Ten to fifteen bytes each.</summary>
    public const int MostIds = 24_000_000;

    /// <summary>Of the end of a table: another's rows may still go into pages that were there when it was read.</summary>
    private const int UnsettledPages = 1_024;

    private readonly Dictionary<DateTime, DayIds> _days = [];
    private readonly List<int> _buckets = [];
    private long _uses;

    /// <summary>Another may have written.</summary>
    public void Forget()
    {
        foreach (var day in _days.Values)
        {
            day.IsCurrent = false;
        }
    }

    /// <summary>Those that are new, in the same order; the same list when all are.</summary>
    public List<Trade> New(FeedTransaction transaction, List<Trade> trades)
    {
        var suspects = new Dictionary<DateTime, List<(Guid Id, int Bucket)>>();
        var (last, ids) = (DateTime.MinValue, (DayIds?)null);
        foreach (ref readonly var trade in CollectionsMarshal.AsSpan(trades))
        {
            if (trade.ExecutedAt.Date != last)
            {
                last = trade.ExecutedAt.Date;
                ids = Day(transaction, last);
            }

            if (ids?.Filter is not { } filter)
            {
                continue;
            }

            _buckets.Clear();
            filter.Add(trade.TradeId, TradeIdFilter.BucketOf(trade.ExecutedAt), _buckets);
            foreach (var bucket in _buckets)
            {
                if (!suspects.TryGetValue(last, out var found))
                {
                    suspects.Add(last, found = []);
                }

                found.Add((trade.TradeId, bucket));
            }
        }

        MakeRoom();
        return suspects.Count == 0 ? trades : Without(transaction, trades, suspects);
    }

    private static List<Trade> Without(
        FeedTransaction transaction, List<Trade> trades, Dictionary<DateTime, List<(Guid Id, int Bucket)>> suspects)
    {
        var known = new HashSet<(DateTime, Guid)>();
        foreach (var (day, found) in suspects)
        {
            known.UnionWith(Stored(transaction, day, found).Select(id => (day, id)));
        }

        // The rest were before within these very trades, or only look like others.
        return trades.FindAll(trade =>
            !suspects.ContainsKey(trade.ExecutedAt.Date) || known.Add((trade.ExecutedAt.Date, trade.TradeId)));
    }

    private static List<Guid> Stored(FeedTransaction transaction, DateTime day, List<(Guid Id, int Bucket)> suspects)
    {
        // The day's own bounds spare the other partitions; LIMIT keeps it to one look into the index for each.
        using var command = new NpgsqlCommand(
            $"""
            SELECT u.id FROM unnest($1, $2) AS u(id, at) CROSS JOIN LATERAL (
                SELECT FROM trades t
                WHERE t.executed_at >= {DayPartitions.Literal(day)} AND t.executed_at < {DayPartitions.Literal(day.AddDays(1))}
                  AND t.executed_at >= u.at AND t.executed_at < u.at + interval '{TradeIdFilter.BucketMicroseconds} microseconds'
                  AND t.trade_id = u.id
                LIMIT 1) stored
            """,
            transaction.Connection,
            transaction.Transaction)
        {
            Parameters =
            {
                Sql.Array(NpgsqlDbType.Uuid, [.. suspects.Select(suspect => suspect.Id)]),
                Sql.Array(NpgsqlDbType.TimestampTz, [.. suspects.Select(suspect =>
                    day.AddTicks(suspect.Bucket * (TradeIdFilter.BucketMicroseconds * TimeSpan.TicksPerMicrosecond)))]),
            },
        };
        using var reader = command.ExecuteReader();
        var stored = new List<Guid>();
        while (reader.Read())
        {
            stored.Add(reader.GetGuid(0));
        }

        return stored;
    }

    /// <summary>Null where the database itself sees to it that an id is there once a day.</summary>
    private DayIds? Day(FeedTransaction transaction, DateTime day)
    {
        if (!_days.TryGetValue(day, out var ids) || !ids.IsCurrent)
        {
            var leaf = DayPartitions.NameOf(table.Name, day);
            var (exists, pages) = Look(transaction, leaf);
            if (!exists)
            {
                // Not remembered: it may be made at any time.
                return null;
            }

            _days[day] = ids ??= new DayIds { Filter = pages is null ? null : new() };
            if (ids.Filter is { } filter)
            {
                Read(transaction, leaf, ids.Pages, filter);
                ids.Pages = Math.Max(0, pages.GetValueOrDefault() - UnsettledPages);
            }

            ids.IsCurrent = true;
        }

        ids.Used = ++_uses;
        return ids;
    }

    private static (bool Exists, long? Pages) Look(FeedTransaction transaction, string leaf)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT to_regclass($1) IS NOT NULL,
                CASE WHEN to_regclass($2) IS NOT NULL
                    THEN pg_relation_size(to_regclass($1)) / current_setting('block_size')::bigint END
            """,
            transaction.Connection,
            transaction.Transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = leaf },
                new NpgsqlParameter<string> { TypedValue = DayPartitions.TimeIndexOf(leaf) },
            },
        };
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetBoolean(0), reader.IsDBNull(1) ? null : reader.GetInt64(1));
    }

    private void Read(FeedTransaction transaction, string leaf, long fromPage, TradeIdFilter filter)
    {
        using var export = transaction.Connection.BeginBinaryExport(
            $"COPY (SELECT trade_id, executed_at FROM {leaf} WHERE ctid >= '({fromPage},0)' LIMIT {mostIds + 1}) TO STDOUT (FORMAT binary)");
        while (export.StartRow() != -1)
        {
            _buckets.Clear();
            var id = export.Read<Guid>(NpgsqlDbType.Uuid);
            filter.Add(id, TradeIdFilter.BucketOf(export.Read<DateTime>(NpgsqlDbType.TimestampTz)), _buckets);
        }
    }

    private void MakeRoom()
    {
        while (_days.Values.Sum(day => (long)(day.Filter?.Count ?? 0)) > mostIds)
        {
            var day = _days.Where(pair => pair.Value.Filter is not null).MinBy(pair => pair.Value.Used);
            if (day.Value.Used == _uses)
            {
                // More than fit, in the day that is being written. The entry stays: it is not to be read again.
                day.Value.Filter = null;
            }
            else
            {
                _days.Remove(day.Key);
            }
        }
    }

    private sealed class DayIds
    {
        public TradeIdFilter? Filter { get; set; }

        /// <summary>Up to here the table has been read.</summary>
        public long Pages { get; set; }

        public bool IsCurrent { get; set; }

        public long Used { get; set; }
    }
}
