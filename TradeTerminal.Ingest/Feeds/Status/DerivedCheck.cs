using Npgsql;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// Compares what is worked out beside the rows of a feed (newest prices, what traders hold, positions) with its rows. One statement
/// sees both as of one moment, and a transaction changes both: a late event is no difference.
/// </summary>
internal static class DerivedCheck
{
    /// <summary>Words for each that differs, and the time of the event that tells it.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="sql">Of <see cref="Feed.Derived"/>.</param>
    /// <param name="from">Events from then on are looked at.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<List<(DateTime At, string Words)>> DifferencesAsync(
        NpgsqlConnection connection, string sql, DateTime from, CancellationToken cancellationToken)
    {
        await using var command = Sql.Question(connection, $"{sql} ORDER BY at DESC, words LIMIT {CandleCheck.Most}", from);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var differences = new List<(DateTime, string)>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            differences.Add((reader.GetDateTime(0), reader.GetString(1)));
        }

        return differences;
    }
}
