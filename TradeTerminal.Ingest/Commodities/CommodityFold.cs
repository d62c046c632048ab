using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>
/// Opens and closes the positions of the commodity book. Marks and ticks are prices and change no position.
/// A position that was closed is never open again, whichever of its events came in first.
/// </summary>
internal sealed class CommodityFold : IFeedFold<CommodityEvent>
{
    public void Apply(FeedTransaction transaction, IReadOnlyList<CommodityEvent> events)
    {
        var positions = new Dictionary<string, PositionSteps>(StringComparer.Ordinal);
        foreach (var step in events)
        {
            if (step.TradeId is null || step.Kind is not (CommodityEventKind.TradeOpened or CommodityEventKind.TradeClosed))
            {
                continue;
            }

            if (!positions.TryGetValue(step.TradeId, out var steps))
            {
                positions.Add(step.TradeId, steps = new PositionSteps(step.TradeId));
            }

            if (step.Kind == CommodityEventKind.TradeOpened)
            {
                steps.Open(step);
            }
            else
            {
                steps.Close(step);
            }
        }

        if (positions.Count > 0)
        {
            transaction.Writes.Add(CommodityPositionWriter.Merge(positions.Values));
        }
    }

    /// <summary>Nothing is remembered between batches.</summary>
    public void Forget()
    {
    }
}
