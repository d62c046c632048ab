namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// Finds the values of a fixed list of names in one JSON object, without allocating: of duplicate keys the last,
/// names with escapes resolved, other names ignored.
/// </summary>
internal sealed class JsonFields
{
    public const int MaxNames = 16;
    public const int LongestName = 16;

    private readonly List<byte[]> _names = [];

    public JsonFields(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Add(name);
        }
    }

    /// <summary>The position of the new name, which is that of its value.</summary>
    public int Add(string name)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(name);
        if (_names.Count == MaxNames || utf8.Length is 0 or > LongestName)
        {
            throw new ArgumentException($"At most {MaxNames} names of 1 to {LongestName} bytes.", nameof(name));
        }

        _names.Add(utf8);
        return _names.Count - 1;
    }

    /// <summary>
    /// False when the message is not one JSON object and nothing else. <paramref name="values"/> has a place for
    /// each name; what is not in the message is <see cref="JsonKind.Missing"/>.
    /// </summary>
    public bool TryRead(ReadOnlySpan<byte> message, Span<Utf8Slice> values)
    {
        values.Clear();
        var cursor = new JsonCursor(message);
        if (!cursor.TryTake((byte)'{'))
        {
            return false;
        }

        if (!cursor.TryTake((byte)'}'))
        {
            Span<byte> buffer = stackalloc byte[LongestName];
            var next = 0;
            do
            {
                if (!cursor.SkipWhiteSpace() || !cursor.TryReadString(out var name)
                    || !cursor.TryTake((byte)':') || !cursor.TryReadValue(out var value))
                {
                    return false;
                }

                var index = IndexOf(name.Unescaped(message, buffer), next);
                if (index >= 0)
                {
                    values[index] = value;
                    next = index + 1;
                }
            }
            while (cursor.TryTake((byte)','));

            if (!cursor.TryTake((byte)'}'))
            {
                return false;
            }
        }

        return !cursor.SkipWhiteSpace();
    }

    /// <summary>
    /// Senders keep to one order, mostly that of the contract: the search begins where that name would be.
    /// </summary>
    private int IndexOf(ReadOnlySpan<byte> name, int start)
    {
        for (var tried = 0; tried < _names.Count; tried++)
        {
            var index = start + tried;
            index -= index >= _names.Count ? _names.Count : 0;
            if (name.SequenceEqual(_names[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
