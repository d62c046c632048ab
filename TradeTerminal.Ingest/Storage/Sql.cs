using Npgsql;
using NpgsqlTypes;

namespace TradeTerminal.Ingest.Storage;

internal static class Sql
{
    /// <summary>A question beside the feeds, which is given up after as long as screens wait.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="sql">With <c>$1</c> and so on for the times.</param>
    /// <param name="times">Its parameters.</param>
    public static NpgsqlCommand Question(NpgsqlConnection connection, string sql, params ReadOnlySpan<DateTime> times)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)DatabasePools.Patience.TotalSeconds };
        foreach (var time in times)
        {
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time });
        }

        return command;
    }

    /// <summary>A column of values for <c>unnest</c>.</summary>
    public static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType element, T[] values) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | element };
}
