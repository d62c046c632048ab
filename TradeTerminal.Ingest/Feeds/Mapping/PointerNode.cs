using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>
/// A place in a message: what is below it and whether its own value is wanted. A tree of them is grown from RFC 6901 pointers while
/// settings are compiled, and only read afterwards.
/// </summary>
internal sealed class PointerNode(string name)
{
    public const int LongestName = 64;

    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
    private PointerNode[] _children = [];
    private ulong[] _keys = [];
    private int[] _below = [];

    /// <summary>Where its value goes; -1 when only what is below it is wanted.</summary>
    public int Slot { get; private set; } = -1;

    /// <summary>
    /// What stands here is a list of events, or one of them by itself: this is the tree of the event. Null elsewhere.
    /// </summary>
    public PointerNode? Event { get; private set; }

    public bool IsInner => _children.Length > 0 || Event is not null;

    /// <summary>Adds a place below this one.</summary>
    /// <param name="path">Names and numbers, from here on.</param>
    /// <param name="slot">Where the value found there goes.</param>
    public void Grow(ReadOnlySpan<string> path, int slot)
    {
        _below = [.. _below, slot];
        if (path.IsEmpty)
        {
            Slot = slot;
            return;
        }

        Child(path[0]).Grow(path[1..], slot);
    }

    /// <summary>Adds a place in the one event of a list that stands at <paramref name="list"/>.</summary>
    public void GrowEvent(ReadOnlySpan<string> list, ReadOnlySpan<string> path, int slot)
    {
        _below = [.. _below, slot];
        if (list.IsEmpty)
        {
            (Event ??= new PointerNode("")).Grow(path, slot);
            return;
        }

        Child(list[0]).GrowEvent(list[1..], path, slot);
    }

    /// <summary>Of a key that comes twice the last counts, with all that is below it.</summary>
    public void Clear(Span<Utf8Slice> slots)
    {
        foreach (var slot in _below)
        {
            slots[slot] = default;
        }
    }

    /// <summary>Senders keep to one order: the search begins where that name would be.</summary>
    public PointerNode? Find(ReadOnlySpan<byte> name, ref int next)
    {
        var (keys, key) = (_keys, KeyOf(name));
        for (int tried = 0, at = next; tried < keys.Length; tried++, at++)
        {
            at = at >= keys.Length ? 0 : at;
            if (keys[at] == key && (name.Length < sizeof(ulong) || name.SequenceEqual(_children[at]._name)))
            {
                next = at + 1;
                return _children[at];
            }
        }

        return null;
    }

    /// <summary>The length and the first seven bytes: for most names all there is of them.</summary>
    private static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        var key = (ulong)name.Length;
        var known = Math.Min(name.Length, sizeof(ulong) - 1);
        for (var i = 0; i < known; i++)
        {
            key = (key << 8) | name[i];
        }

        return key;
    }

    /// <summary>What is wanted of a list at this place; null when nothing is.</summary>
    public PointerNode? Find(int index)
    {
        Span<byte> name = stackalloc byte[12];
        var next = 0;
        return index.TryFormat(name, out var length, provider: CultureInfo.InvariantCulture) ? Find(name[..length], ref next) : null;
    }

    private PointerNode Child(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (Array.Find(_children, known => known._name.AsSpan().SequenceEqual(bytes)) is { } child)
        {
            return child;
        }

        child = new PointerNode(name);
        _children = [.. _children, child];
        _keys = [.. _keys, KeyOf(bytes)];
        return child;
    }
}
