using System.Globalization;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Instruments.Flow;

/// <summary>Order flow in words.</summary>
internal static class FlowWords
{
    /// <summary>What the figures are of.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(FlowState.Seconds);

    /// <summary><c>61.2 % buy</c>.</summary>
    public static string Imbalance(OrderFlow flow) => flow.Imbalance is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} % {(flow.Side == Side.Buy ? "buy" : "sell")}")
        : Format.Nothing;

    /// <summary>Of when the figures are, and from when on the rule speaks.</summary>
    public static string Rule(OrderFlow flow, OrderImbalanceSettings rule, bool isOld) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(isOld ? "The minute up to the newest order" : "The last minute")}. {(rule.Enabled ? $"Alert above {rule.SharePercent:0.##} % of more than {rule.MinimumQuantity:#,0}." : "The rule order imbalance is off.")}");
}
