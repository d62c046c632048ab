using Npgsql;

namespace TradeTerminal.Ingest.Storage;

/// <summary>Which database this terminal uses. <see cref="Mode"/> is <c>embedded</c> or <c>external</c>.</summary>
public sealed record DatabaseEndpoint(string Mode, string ConnectionString)
{
    public bool IsEmbedded => Mode == "embedded";

    /// <summary>On 127.0.0.1, another one at each start; null of a database of the user's, whose address is theirs.</summary>
    public int? Port => IsEmbedded ? new NpgsqlConnectionStringBuilder(ConnectionString).Port : null;
}
