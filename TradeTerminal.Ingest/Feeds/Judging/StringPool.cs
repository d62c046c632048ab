namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// One string for each of the texts that keep coming back. Bounded: when <paramref name="capacity"/> is reached
/// it is emptied, since old texts, such as the ids of closed positions, do not come back. Not thread-safe.
/// </summary>
internal sealed class StringPool(int capacity)
{
    private readonly HashSet<string> _strings = [];

    public int Count => _strings.Count;

    public string Get(ReadOnlySpan<char> text)
    {
        if (_strings.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
        {
            return known;
        }

        if (_strings.Count == capacity)
        {
            _strings.Clear();
        }

        var added = text.ToString();
        _strings.Add(added);
        return added;
    }
}
