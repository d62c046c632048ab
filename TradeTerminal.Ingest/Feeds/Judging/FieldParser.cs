namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// A parser made of a list of fields and the rule each must keep. Allocates only for what it refuses and for
/// names not seen before.
/// </summary>
/// <param name="fields">Of the feed.</param>
/// <param name="anySign">Prices may be 0 or negative.</param>
internal abstract class FieldParser<TEvent>(FieldList fields, bool anySign) : IFeedParser<TEvent>, IFieldJudge<TEvent>
    where TEvent : struct
{
    FieldList IFieldJudge<TEvent>.Fields => fields;

    public bool TryParse(
        ReadOnlySpan<byte> message, DateTime utcNow, out TEvent parsed, out RejectReason reason, out string? detail)
    {
        Span<Utf8Slice> values = stackalloc Utf8Slice[JsonFields.MaxNames];
        var judged = new FeedMessage(fields, message, utcNow, values, anySign);
        parsed = Read(ref judged);
        (reason, detail) = (judged.Reason, Wrapping.Said(message, judged.Reason, judged.Detail));
        if (judged.IsRefused)
        {
            parsed = default;
        }

        return !judged.IsRefused;
    }

    public bool TryJudge(
        ReadOnlySpan<byte> text, ReadOnlySpan<Utf8Slice> values, DateTime utcNow,
        out TEvent parsed, out RejectReason reason, out string? detail)
    {
        var judged = new FeedMessage(fields, text, values, utcNow, anySign);
        parsed = Read(ref judged);
        (reason, detail) = (judged.Reason, judged.Detail);
        if (judged.IsRefused)
        {
            parsed = default;
        }

        return !judged.IsRefused;
    }

    /// <summary>Reads the fields in the order of the contract; all required ones are there and of their type.</summary>
    protected abstract TEvent Read(ref FeedMessage message);
}
