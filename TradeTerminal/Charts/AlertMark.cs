using System.Collections.Immutable;
using TradeTerminal.Alerts;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

/// <summary>An alert on the candles: its event time in Unix seconds, and how grave it is.</summary>
internal readonly record struct AlertMark(long Time, int Rank)
{
    /// <summary>On candles of trades all alerts of the symbol, on those of another feed what its own events raised.</summary>
    public static ImmutableArray<AlertMark> Of(AlertsSnapshot alerts, Instrument instrument) =>
    [
        .. alerts.Newest.Where(alert => alert.Symbol == instrument.Symbol && (instrument.IsTraded || alert.Feed == instrument.Feed))
            .Select(alert => new AlertMark(new DateTimeOffset(alert.DetectedAt).ToUnixTimeSeconds(), AlertWords.RankOf(alert.Severity))),
    ];
}
