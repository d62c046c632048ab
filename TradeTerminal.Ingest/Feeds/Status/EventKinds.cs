namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// How many events of each kind a feed has stored since somebody last took the counts. Added to once a batch, by who stores.
/// </summary>
/// <param name="codes">The kinds, by their numbers; none for a feed whose events are all alike.</param>
public sealed class EventKinds(IReadOnlyList<string> codes)
{
    private readonly long[] _counts = new long[codes.Count];

    public IReadOnlyList<string> Codes => codes;

    public void Count<TEvent>(IReadOnlyList<TEvent> stored, Func<TEvent, int> kindOf)
    {
        var counts = new long[codes.Count];
        foreach (var next in stored)
        {
            counts[kindOf(next)]++;
        }

        Add(counts);
    }

    /// <summary>Counts since this was last called, by kind; kinds without any are left out.</summary>
    public Dictionary<string, long> Take()
    {
        var taken = new Dictionary<string, long>();
        for (var kind = 0; kind < _counts.Length; kind++)
        {
            if (Interlocked.Exchange(ref _counts[kind], 0) is > 0 and var count)
            {
                taken.Add(codes[kind], count);
            }
        }

        return taken;
    }

    /// <summary>What was taken and could not be kept.</summary>
    public void PutBack(IReadOnlyDictionary<string, long> taken) => Add([.. codes.Select(code => taken.GetValueOrDefault(code))]);

    private void Add(long[] counts)
    {
        for (var kind = 0; kind < counts.Length; kind++)
        {
            if (counts[kind] > 0)
            {
                Interlocked.Add(ref _counts[kind], counts[kind]);
            }
        }
    }
}
