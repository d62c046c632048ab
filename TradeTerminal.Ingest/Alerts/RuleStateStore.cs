using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>What the rules remember, one row a feed and key.</summary>
internal static class RuleStateStore
{
    /// <summary>The states of those of the keys that have one.</summary>
    public static Dictionary<string, TState> Load<TState>(FeedTransaction transaction, string feed, string[] keys)
        where TState : class, IRuleState<TState>, new()
    {
        var states = new Dictionary<string, TState>();
        using var reader = Read(transaction, "SELECT key, state::text FROM rule_states WHERE feed = $1 AND key = ANY($2)", feed, keys);
        while (reader.Read())
        {
            using var json = JsonDocument.Parse(reader.GetString(1));
            states.Add(reader.GetString(0), TState.Read(json.RootElement));
        }

        return states;
    }

    /// <summary>The newest prices of those of the keys that have one.</summary>
    /// <param name="transaction">Nothing of the batch is in it yet.</param>
    /// <param name="sql">See <see cref="FeedRules{TEvent, TState}.NewestPrices"/>.</param>
    /// <param name="feed">Of this feed.</param>
    /// <param name="keys">Of these.</param>
    public static List<(string Key, decimal Price, DateTime At)> LoadPrices(
        FeedTransaction transaction, string sql, string feed, string[] keys)
    {
        var prices = new List<(string, decimal, DateTime)>();
        using var reader = Read(transaction, sql, feed, keys);
        while (reader.Read())
        {
            prices.Add((reader.GetString(0), reader.GetDecimal(1), reader.GetDateTime(2)));
        }

        return prices;
    }

    /// <summary>Keys in order, so that two writers lock the rows in the same order.</summary>
    public static NpgsqlBatchCommand Save(string feed, string[] keys, byte[][] states) => new(
        """
        INSERT INTO rule_states (feed, key, state)
        SELECT $1, u.key, u.state FROM unnest($2, $3) AS u(key, state)
        ON CONFLICT (feed, key) DO UPDATE SET state = EXCLUDED.state
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = feed },
            Sql.Array(NpgsqlDbType.Text, keys),
            Sql.Array(NpgsqlDbType.Jsonb, states),
        },
    };

    private static NpgsqlDataReader Read(FeedTransaction transaction, string sql, string feed, string[] keys)
    {
        using var command = new NpgsqlCommand(sql, transaction.Connection, transaction.Transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = feed },
                Sql.Array(NpgsqlDbType.Text, keys),
            },
        };
        return command.ExecuteReader();
    }
}
