using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>What the rules remember, one row a feed and key.</summary>
internal static class RuleStateStore
{
    /// <summary>The states of those of the keys that have one.</summary>
    public static Dictionary<string, TState> Load<TState>(FeedTransaction transaction, string feed, string[] keys)
        where TState : class, IRuleState<TState>, new()
    {
        using var command = new NpgsqlCommand(
            "SELECT key, state::text FROM rule_states WHERE feed = $1 AND key = ANY($2)",
            transaction.Connection,
            transaction.Transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = feed },
                Sql.Array(NpgsqlDbType.Text, keys),
            },
        };
        var states = new Dictionary<string, TState>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            using var json = JsonDocument.Parse(reader.GetString(1));
            states.Add(reader.GetString(0), TState.Read(json.RootElement));
        }

        return states;
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
}
