using Npgsql;
using NpgsqlTypes;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>What COPY leaves to its caller.</summary>
internal static class CopyExtensions
{
    public static void WriteOrNull<T>(this NpgsqlBinaryImporter import, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } given)
        {
            import.Write(given, type);
        }
        else
        {
            import.WriteNull();
        }
    }

    public static void WriteOrNull(this NpgsqlBinaryImporter import, string? value, NpgsqlDbType type)
    {
        if (value is null)
        {
            import.WriteNull();
        }
        else
        {
            import.Write(value, type);
        }
    }
}
