using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History;

/// <summary>
/// One page of stored trades and where the pages beside it begin; null where there is none. <see cref="SearchedTo"/> and
/// <see cref="SortedSince"/> as in <see cref="TradePage"/>; <see cref="IsBack"/> when it was read against the order, so that a
/// search goes on under <see cref="Previous"/>.
/// </summary>
public sealed record HistoryTurn(
    IReadOnlyList<Trade> Rows, TradeKey? Previous, TradeKey? Next, DateTime? SearchedTo = null, DateTime? SortedSince = null,
    bool IsBack = false)
{
    public const int Size = 100;

    /// <summary>All that was asked for is here.</summary>
    public bool IsAll => Previous is null && Next is null && SearchedTo is null && SortedSince is null;

    internal static async Task<HistoryTurn> ReadAsync(TradeHistory history, HistoryQuestion asked, CancellationToken cancellationToken)
    {
        var (sort, by) = (asked.Sort, asked.Sort.By);
        if (asked.After is { } after)
        {
            // Back from there, so against the order.
            var back = await history.ReadAsync(asked.Query, sort.Reversed, after, Size, cancellationToken);
            return new HistoryTurn(
                [.. back.Rows.Reverse()], back.Next,
                back.Rows.Count > 0 ? TradeKey.Of(back.Rows[0], by) : after, back.SearchedTo, back.SortedSince,
                IsBack: true);
        }

        var page = await history.ReadAsync(asked.Query, sort, asked.Before, Size, cancellationToken);
        var previous = asked.Before is null ? null : page.Rows.Count > 0 ? TradeKey.Of(page.Rows[0], by) : asked.Before;
        return new HistoryTurn(page.Rows, previous, page.Next, page.SearchedTo, page.SortedSince);
    }
}
