using Npgsql;
using NpgsqlTypes;

namespace TradeTerminal.Ingest.Storage;

internal static class Sql
{
    /// <summary>A column of values for <c>unnest</c>.</summary>
    public static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType element, T[] values) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | element };
}
