using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Pipeline;

/// <summary>How large the recent batches were and how long writing them took.</summary>
internal sealed record BatchFigures(int Count, int MedianMessages, int LargestMessages, TimeSpan MedianTime, TimeSpan Time99)
{
    /// <summary>Null without batches.</summary>
    public static BatchFigures? Of(ImmutableArray<WrittenBatch> batches) => batches.IsEmpty ? null : new BatchFigures(
        batches.Length,
        Percentile.Of(batches.Select(batch => batch.Messages), 50)!.Value,
        batches.Max(batch => batch.Messages),
        Percentile.Of(batches.Select(batch => batch.Elapsed), 50)!.Value,
        Percentile.Of(batches.Select(batch => batch.Elapsed), 99)!.Value);
}
