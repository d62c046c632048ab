using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>Judges the fields of a message wherever they were found, as <see cref="IFeedParser{TEvent}"/> does its own.</summary>
internal interface IFieldJudge<TEvent>
    where TEvent : struct
{
    FieldList Fields { get; }

    /// <summary>As <see cref="IFeedParser{TEvent}.TryParse"/>.</summary>
    bool TryJudge(
        ReadOnlySpan<byte> text, ReadOnlySpan<Utf8Slice> values, DateTime utcNow,
        out TEvent parsed, out RejectReason reason, out string? detail);
}
