using System.Text.Json;
using TradeTerminal.Ingest.Alerts.Rules;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// Price move. The price before is the close of the ticker's newest candle, so a state is stored only when what was spoken
/// about has changed: a batch of 10,000 tickers would else write 10,000 rows more.
/// </summary>
internal sealed class TradeRules() : PricedRules<Trade>("trades", judgesVolume: false)
{
    public override string NewestPrices =>
        """
        SELECT k.key, c.close, c.close_at FROM unnest($2) AS k(key) CROSS JOIN LATERAL (
            SELECT close, close_at FROM candles_1m WHERE ticker = k.key ORDER BY bucket DESC LIMIT 1) c
        """;

    public override void Write(PricedState state, Utf8JsonWriter json) => state.Write(json, withPrices: false);

    public override void Recall(PricedState state, decimal price, DateTime at)
    {
        var venue = state.Venue("");
        if (at >= venue.At)
        {
            (venue.At, venue.Price) = (at, price);
        }
    }

    protected override PricedEvent View(in Trade e) => new(e.Ticker, "", e.Price, e.Volume, e.ExecutedAt);
}
