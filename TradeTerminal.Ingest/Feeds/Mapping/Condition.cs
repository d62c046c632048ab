using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>What a message must have at a place to be one for this feed: one of these texts, or, without any, a value.</summary>
internal sealed record Condition(int Slot, IReadOnlyList<byte[]> Texts, bool IsOutside)
{
    public bool Holds(ReadOnlySpan<byte> message, ReadOnlySpan<Utf8Slice> slots)
    {
        var slot = slots[Slot];
        if (slot.Kind is JsonKind.Missing or JsonKind.Null)
        {
            return false;
        }

        if (Texts.Count == 0)
        {
            return true;
        }

        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        var text = slot.Unescaped(message, buffer);
        for (var i = 0; i < Texts.Count; i++)
        {
            if (text.SequenceEqual(Texts[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All of them.</summary>
    public static bool Hold(IReadOnlyList<Condition> conditions, ReadOnlySpan<byte> message, ReadOnlySpan<Utf8Slice> slots)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (!conditions[i].Holds(message, slots))
            {
                return false;
            }
        }

        return true;
    }
}
