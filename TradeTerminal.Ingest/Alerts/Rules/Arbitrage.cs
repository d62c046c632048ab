using System.Globalization;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// A venue's new quote against the newest quotes of the symbol's other venues, both ways. Edge = (bid − ask) ÷
/// ask in basis points, less the fee; compared as (bid − ask) × 10,000 &gt; (edge + fee) × ask. Size = what is
/// available on both sides, profit = (bid − ask) × size. An opportunity whose quotes grow old has ended.
/// </summary>
internal static class Arbitrage
{
    /// <summary>A larger one is shown as this.</summary>
    private const decimal LargestEdge = 1_000_000_000;

    public static void Judge(string symbol, VenueState quoted, PricedState state, ArbitrageSettings settings, List<Finding> found)
    {
        foreach (var other in state.Venues)
        {
            if (other != quoted)
            {
                Judge(symbol, buy: other, sell: quoted, quoted.At, state, settings, found);
                Judge(symbol, buy: quoted, sell: other, quoted.At, state, settings, found);
            }
        }
    }

    private static void Judge(
        string symbol, VenueState buy, VenueState sell, DateTime at, PricedState state, ArbitrageSettings settings,
        List<Finding> found)
    {
        if (sell.Bid <= buy.Ask || sell.Bid <= 0 || buy.Ask <= 0 || !AreFresh(buy, sell, state, settings))
        {
            state.FindPair(buy.Venue, sell.Venue)?.Edge.Release();
            return;
        }

        var net = ((sell.Bid - buy.Ask) * 10_000) - (settings.FeeBps * buy.Ask);
        var threshold = settings.EdgeBps * buy.Ask;
        var rank = Severity.Opportunity.Rank();
        if (net <= threshold || Size(buy, sell) <= settings.MinimumSize)
        {
            var lowered = 1 - settings.Hysteresis;
            var holds = net >= threshold * lowered && Size(buy, sell) >= settings.MinimumSize * lowered;
            state.FindPair(buy.Venue, sell.Venue)?.Edge.Speaks(0, holds ? rank : 0, at, settings);
            return;
        }

        if (state.Pair(buy.Venue, sell.Venue).Edge.Speaks(rank, rank, at, settings))
        {
            found.Add(Find(symbol, buy, sell, settings));
        }
    }

    private static bool AreFresh(VenueState buy, VenueState sell, PricedState state, ArbitrageSettings settings)
    {
        var newest = buy.At;
        foreach (var venue in state.Venues)
        {
            newest = venue.At > newest ? venue.At : newest;
        }

        return newest - buy.At <= settings.Fresh
            && newest - sell.At <= settings.Fresh
            && (buy.At - sell.At).Duration() <= settings.AgeDifference;
    }

    private static decimal Size(VenueState buy, VenueState sell) => Math.Min(buy.AskSize, sell.BidSize);

    private static Finding Find(string symbol, VenueState buy, VenueState sell, ArbitrageSettings settings)
    {
        var spread = sell.Bid - buy.Ask;
        // A quotient of the largest and the smallest price would not fit into a decimal with its 10,000.
        var bps = Math.Min(spread / buy.Ask, LargestEdge) * 10_000;
        var size = Size(buy, sell);
        return new Finding(
            AlertKind.Arbitrage,
            symbol,
            $"{buy.Venue}/{sell.Venue}",
            Severity.Opportunity,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Buy {size:#,0.##################} {symbol} on {buy.Venue} at {FindingText.Price(buy.Ask)}, sell on {sell.Venue} at {FindingText.Price(sell.Bid)}: {bps:0.0} bps, {spread * size:#,0.00}"),
            [
                new("buyVenue", buy.Venue),
                new("sellVenue", sell.Venue),
                new("ask", buy.Ask),
                new("bid", sell.Bid),
                new("spread", spread),
                new("spreadBps", Math.Round(bps, 6)),
                new("feeBps", settings.FeeBps),
                new("thresholdBps", settings.EdgeBps),
                new("askSize", buy.AskSize),
                new("bidSize", sell.BidSize),
                new("size", size),
                new("minimumSize", (decimal)settings.MinimumSize),
                new("profit", spread * size),
                new("profitAfterFee", (spread - (settings.FeeBps * buy.Ask / 10_000)) * size),
                new("askAt", buy.At),
                new("bidAt", sell.At),
                new("ageDifferenceSeconds", (buy.At - sell.At).Duration().Ticks / (decimal)TimeSpan.TicksPerSecond),
                new("ageDifferenceLimitSeconds", (decimal)settings.AgeDifferenceSeconds),
            ]);
    }
}
