using Npgsql;

namespace TradeTerminal.Ingest.Deletions;

/// <summary>Where in the log the events stood that one transaction has deleted.</summary>
internal sealed class EventTally
{
    /// <summary>By partition; bounded by what one transaction deletes.</summary>
    public Dictionary<int, List<long>> Offsets { get; } = [];

    public long Events { get; private set; }

    /// <param name="command">Returns partition and offset of each deleted event.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var partition = reader.GetInt32(0);
            if (!Offsets.TryGetValue(partition, out var offsets))
            {
                Offsets.Add(partition, offsets = []);
            }

            offsets.Add(reader.GetInt64(1));
            Events++;
        }
    }
}
