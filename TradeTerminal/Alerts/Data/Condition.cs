using System.Globalization;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Alerts.Data;

/// <summary>
/// The condition of an alert with its numbers put in, such as
/// <c>|105.20 − 100.00| / 100.00 = 5.20 % &gt; 5 %</c>, and whether it <see cref="Holds"/> when it is computed
/// again from the stored inputs alone.
/// </summary>
public sealed record Condition(string Text, bool Holds)
{
    /// <summary>Null when the inputs are not those of the kind.</summary>
    public static Condition? Of(AlertRow alert, AlertFigures figures) =>
        !AlertKinds.TryParse(alert.Kind, out var kind) ? null : kind switch
        {
            AlertKind.PriceMove => PriceMove(figures),
            AlertKind.VolumeSpike => VolumeSpike(figures),
            AlertKind.Risk => figures.Number("pnl") is null ? RiskValue(figures) : DailyLoss(figures),
            AlertKind.OrderImbalance => OrderImbalance(figures),
            AlertKind.Level => Level(figures),
            _ => Arbitrage(figures),
        };

    private static Condition? PriceMove(AlertFigures figures)
    {
        if (figures.Number("price") is not { } price || figures.Number("previous") is not { } previous
            || figures.Number("thresholdPercent") is not { } threshold || PriceChange.Of(previous, price) is not { } change)
        {
            return null;
        }

        var percent = Math.Abs(change) * 100;
        return new Condition(
            $"|{N(price)} − {N(previous)}| / {(previous < 0 ? $"|{N(previous)}|" : N(previous))} = {Beside(percent, threshold)} % > {N(threshold)} %",
            Math.Abs(price - previous) * 100 > threshold * Math.Abs(previous));
    }

    private static Condition? VolumeSpike(AlertFigures figures)
    {
        var preceding = figures.Numbers("preceding");
        if (figures.Number("volume") is not { } volume || preceding.IsEmpty || preceding.Sum() <= 0)
        {
            return null;
        }

        if (figures.Number("thresholdZScore") is { } limit && figures.Number("zScore") is { } zScore)
        {
            var computed = ZScore(volume, preceding);
            return new Condition(
                $"|{N(volume)} − mean| / standard deviation of the {preceding.Length} before = |{Beside(zScore, limit)}| > {N(limit)}",
                computed is { } again && Math.Abs(again) > limit);
        }

        if (figures.Number("thresholdRatio") is not { } threshold)
        {
            return null;
        }

        var mean = preceding.Sum() / preceding.Length;
        return new Condition(
            $"{N(volume)} / mean of the {preceding.Length} before {N(Math.Round(mean, 2))} = {Beside(volume / mean, threshold)} > {N(threshold)}",
            volume * preceding.Length > threshold * preceding.Sum());
    }

    private static Condition? RiskValue(AlertFigures figures)
    {
        if (figures.Number("size") is not { } size || figures.Number("averagePrice") is not { } price
            || figures.Number("threshold") is not { } threshold)
        {
            return null;
        }

        var value = Math.Abs(size * price);
        return new Condition($"|{N(size)} × {N(price)}| = {Beside(value, threshold)} > {N(threshold)}", value > threshold);
    }

    private static Condition? DailyLoss(AlertFigures figures)
    {
        var positions = figures.NumbersOf("pnl ").ToList();
        if (figures.Number("threshold") is not { } threshold || positions.Count == 0)
        {
            return null;
        }

        var sum = positions.Sum(position => position.Value);
        var terms = string.Join(" + ", positions.Select(position => position.Value < 0 ? $"({N(position.Value)})" : N(position.Value)));
        return new Condition($"{(positions.Count > 1 ? terms + " = " : "")}{Beside(sum, threshold)} < {N(threshold)}", sum < threshold);
    }

    private static Condition? OrderImbalance(AlertFigures figures)
    {
        if (figures.Number("bought") is not { } bought || figures.Number("sold") is not { } sold
            || figures.Number("thresholdPercent") is not { } threshold || figures.Number("minimumQuantity") is not { } least
            || bought + sold <= 0)
        {
            return null;
        }

        var total = bought + sold;
        var side = figures.Text("side") == "sell" ? sold : bought;
        // Alerts of earlier versions have no such inputs.
        var (filled, isFilled) = ("", true);
        if (figures.Number("orders") is { } orders && figures.Number("minimumOrders") is { } fewest
            && figures.Number("watchedSeconds") is { } watched)
        {
            isFilled = orders >= fewest || watched >= 60;
            filled = orders >= fewest ? $", and {N(orders)} orders ≥ {N(fewest)}" : $", and {N(watched)} s watched ≥ 60 s";
        }

        return new Condition(
            $"{N(side)} / ({N(bought)} + {N(sold)}) = {Beside(side * 100 / total, threshold)} % > {N(threshold)} %, and {N(total)} > {N(least)}{filled}",
            side * 100 > threshold * total && total > least && isFilled);
    }

    private static Condition? Arbitrage(AlertFigures figures)
    {
        if (figures.Number("bid") is not { } bid || figures.Number("ask") is not { } ask
            || figures.Number("thresholdBps") is not { } threshold || figures.Number("feeBps") is not { } fee
            || figures.Number("size") is not { } size || figures.Number("minimumSize") is not { } least || ask <= 0)
        {
            return null;
        }

        var edge = ((bid - ask) * 10_000 / ask) - fee;
        var apart = figures.Number("ageDifferenceSeconds");
        var limit = figures.Number("ageDifferenceLimitSeconds");
        var ages = apart is not null && limit is not null ? $", and the quotes {N(apart.Value)} s apart ≤ {N(limit.Value)} s" : "";
        return new Condition(
            $"({N(bid)} − {N(ask)}) / {N(ask)}{(fee > 0 ? $" − {N(fee)} bps fee" : "")} = {Beside(edge, threshold)} bps > {N(threshold)} bps, and {N(size)} > {N(least)}{ages}",
            ((bid - ask) * 10_000) - (fee * ask) > threshold * ask && size > least && (apart is null || limit is null || apart <= limit));
    }

    private static Condition? Level(AlertFigures figures)
    {
        if (figures.Number("price") is not { } price || figures.Number("level") is not { } level)
        {
            return null;
        }

        switch (figures.Text("direction"))
        {
            case "above":
                return new Condition($"{N(price)} > {N(level)}", price > level);
            case "below":
                return new Condition($"{N(price)} < {N(level)}", price < level);
            default:
                return figures.Number("previous") is not { } previous ? null
                    : previous < level ? new Condition($"{N(previous)} < {N(level)} ≤ {N(price)}", price >= level)
                    : new Condition($"{N(previous)} > {N(level)} ≥ {N(price)}", previous > level && price <= level);
        }
    }

    private static decimal? ZScore(decimal volume, IReadOnlyCollection<decimal> preceding)
    {
        var mean = (double)preceding.Sum() / preceding.Count;
        var deviation = Math.Sqrt(preceding.Sum(one => ((double)one - mean) * ((double)one - mean)) / preceding.Count);
        return deviation > 0 ? (decimal)Math.Clamp(((double)volume - mean) / deviation, -1e6, 1e6) : null;
    }

    /// <summary>With two decimals, or as many more as tell it from the threshold beside it.</summary>
    private static string Beside(decimal value, decimal threshold)
    {
        var decimals = 2;
        while (decimals < 12 && Math.Round(value, decimals) == threshold && value != threshold)
        {
            decimals++;
        }

        return value.ToString($"N{decimals}", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static string N(decimal value) => AlertFigures.Show(value);
}
