using System.Globalization;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// One side's share of what was ordered in the trailing minute above a percentage, when enough was ordered, by enough orders
/// or over a minute that was watched as a whole: the first order of a feed is all on one side.
/// Compared as side × 100 &gt; percent × total.
/// </summary>
internal static class OrderImbalance
{
    public static void Judge(in BookUpdate update, FlowState flow, OrderImbalanceSettings settings, List<Finding> found)
    {
        if (Speaks(ref flow.Buys, flow.Bought, flow, settings))
        {
            found.Add(Find(update, Side.Buy, flow, settings));
        }

        if (Speaks(ref flow.Sells, flow.Sold, flow, settings))
        {
            found.Add(Find(update, Side.Sell, flow, settings));
        }
    }

    private static bool Speaks(ref Latch latch, decimal side, FlowState flow, OrderImbalanceSettings settings)
    {
        var total = flow.Bought + flow.Sold;
        var share = side * 100;
        var isFilled = flow.Orders >= settings.MinimumOrders || flow.Watched.TotalSeconds >= FlowState.Seconds;
        var rank = isFilled && total > settings.MinimumQuantity && share > settings.SharePercent * total
            ? Severity.High.Rank() : 0;
        var lowered = 1 - settings.Hysteresis;
        var holds = latch.IsHeld
            && total >= settings.MinimumQuantity * lowered && share >= settings.SharePercent * lowered * total;
        return latch.Speaks(rank, holds ? Severity.High.Rank() : 0, flow.At, settings);
    }

    private static Finding Find(in BookUpdate update, Side side, FlowState flow, OrderImbalanceSettings settings)
    {
        var total = flow.Bought + flow.Sold;
        var share = (side == Side.Buy ? flow.Bought : flow.Sold) * 100m / total;
        var word = side == Side.Buy ? "buy" : "sell";
        return new Finding(
            AlertKind.OrderImbalance,
            update.Symbol,
            "",
            Severity.High,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{share:0.0} % of the {total:#,0.##################} ordered of {update.Symbol} within a minute is on the {word} side"),
            [
                new("side", word),
                new("bought", flow.Bought),
                new("sold", flow.Sold),
                new("total", total),
                new("sharePercent", Math.Round(share, 6)),
                new("thresholdPercent", settings.SharePercent),
                new("minimumQuantity", (decimal)settings.MinimumQuantity),
                new("orders", (decimal)flow.Orders),
                new("minimumOrders", (decimal)settings.MinimumOrders),
                new("watchedSeconds", flow.Watched.Ticks / (decimal)TimeSpan.TicksPerSecond),
                new("windowFrom", flow.From),
                new("windowTo", flow.At),
            ]);
    }
}
