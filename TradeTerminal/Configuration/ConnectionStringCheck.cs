using System.Data.Common;
using Npgsql;

namespace TradeTerminal.Configuration;

/// <summary>
/// What is wrong with a connection string, without ever repeating a part of it that may be a password: an
/// unknown word in it may be the end of one that held a semicolon.
/// </summary>
internal static class ConnectionStringCheck
{
    private const string Example = "It looks like Host=localhost;Port=5432;Database=trades;Username=me;Password=…, with a value that holds a semicolon in double quotes.";

    public static string? Problem(string text)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return $"is not a connection string. {Example}";
        }

        foreach (string key in pairs.Keys)
        {
            if (Problem(key, pairs[key]) is { } problem)
            {
                return problem;
            }
        }

        return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host) ? $"names no Host. {Example}" : null;
    }

    private static string? Problem(string key, object value)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder { [key] = value };
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
        {
            return IsKeyword(key)
                ? $"has a wrong value for {key}. {Example}"
                : $"holds a keyword that PostgreSQL connections do not have. {Example}";
        }
    }

    private static bool IsKeyword(string key)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder().ContainsKey(key);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
