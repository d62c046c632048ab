using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>Finds the values of many pointers in one walk over a message, without allocating.</summary>
internal sealed class PointerTree
{
    /// <summary>Values of one message that can be wanted.</summary>
    public const int MaxSlots = 64;

    private const byte ObjectOpens = (byte)'{';
    private const byte ArrayOpens = (byte)'[';

    public PointerNode Root { get; } = new("");

    /// <summary>
    /// False when the message is not one JSON object or list and nothing else. <paramref name="slots"/> is empty before; what is not in
    /// the message stays <see cref="JsonKind.Missing"/>.
    /// </summary>
    /// <param name="message">UTF-8.</param>
    /// <param name="slots">Values by slot.</param>
    /// <param name="hasMany">A list of events has more than one.</param>
    public bool TryRead(ReadOnlySpan<byte> message, Span<Utf8Slice> slots, out bool hasMany)
    {
        hasMany = false;
        var cursor = new JsonCursor(message);
        return cursor.SkipWhiteSpace() && message[cursor.Position] is ObjectOpens or ArrayOpens
            && TryRead(message, ref cursor, Root, slots, ref hasMany) && !cursor.SkipWhiteSpace();
    }

    private static bool TryRead(
        ReadOnlySpan<byte> message, ref JsonCursor cursor, PointerNode node, Span<Utf8Slice> slots, ref bool hasMany)
    {
        if (!cursor.SkipWhiteSpace())
        {
            return false;
        }

        var start = cursor.Position;
        if (!node.IsInner || message[start] is not (ObjectOpens or ArrayOpens))
        {
            if (!cursor.TryReadValue(out var value))
            {
                return false;
            }

            if (node.Slot >= 0)
            {
                slots[node.Slot] = value;
            }

            return true;
        }

        var isRead = message[start] == ObjectOpens
            ? TryReadObjects(message, ref cursor, node, slots, ref hasMany)
            : TryReadArray(message, ref cursor, node, slots, ref hasMany);
        if (isRead && node.Slot >= 0)
        {
            slots[node.Slot] = new Utf8Slice(JsonKind.Other, start, cursor.Position - start, false);
        }

        return isRead;
    }

    /// <summary>Where a list of events may stand one may stand by itself, or the envelope of the list.</summary>
    private static bool TryReadObjects(
        ReadOnlySpan<byte> message, ref JsonCursor cursor, PointerNode node, Span<Utf8Slice> slots, ref bool hasMany)
    {
        var again = cursor;
        if (!TryReadObject(message, ref cursor, node, slots, ref hasMany))
        {
            return false;
        }

        return node.Event is not { } only || TryReadObject(message, ref again, only, slots, ref hasMany);
    }

    private static bool TryReadObject(
        ReadOnlySpan<byte> message, ref JsonCursor cursor, PointerNode node, Span<Utf8Slice> slots, ref bool hasMany)
    {
        cursor.TryTake(ObjectOpens);
        if (cursor.TryTake((byte)'}'))
        {
            return true;
        }

        Span<byte> buffer = stackalloc byte[PointerNode.LongestName];
        var next = 0;
        do
        {
            if (!cursor.SkipWhiteSpace() || !cursor.TryReadString(out var name) || !cursor.TryTake((byte)':'))
            {
                return false;
            }

            if (node.Find(name.Unescaped(message, buffer), ref next) is not { } child)
            {
                if (!cursor.TryReadValue(out _))
                {
                    return false;
                }
            }
            else
            {
                child.Clear(slots);
                if (!TryRead(message, ref cursor, child, slots, ref hasMany))
                {
                    return false;
                }
            }
        }
        while (cursor.TryTake((byte)','));

        return cursor.TryTake((byte)'}');
    }

    private static bool TryReadArray(
        ReadOnlySpan<byte> message, ref JsonCursor cursor, PointerNode node, Span<Utf8Slice> slots, ref bool hasMany)
    {
        cursor.TryTake(ArrayOpens);
        if (cursor.TryTake((byte)']'))
        {
            return true;
        }

        var index = 0;
        do
        {
            var child = node.Event is { } only ? index == 0 ? only : null : node.Find(index);
            if (child is null ? !cursor.TryReadValue(out _) : !TryRead(message, ref cursor, child, slots, ref hasMany))
            {
                return false;
            }

            index++;
        }
        while (cursor.TryTake((byte)','));

        hasMany |= node.Event is not null && index > 1;
        return cursor.TryTake((byte)']');
    }
}
