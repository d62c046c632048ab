using Npgsql;

namespace TradeTerminal.Ingest.Deletions;

/// <summary>Where in the log the events stood that one transaction has deleted.</summary>
internal sealed class EventTally
{
    /// <summary>By partition; bounded by what one transaction deletes.</summary>
    public Dictionary<int, List<long>> Offsets { get; } = [];

    public long Events { get; private set; }

    /// <param name="reader">Has partition and offset of each deleted event, in any number of results.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                Add(reader.GetInt32(0), reader.GetInt64(1));
            }
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
    }

    private void Add(int partition, long offset)
    {
        if (!Offsets.TryGetValue(partition, out var offsets))
        {
            Offsets.Add(partition, offsets = []);
        }

        offsets.Add(offset);
        Events++;
    }
}
