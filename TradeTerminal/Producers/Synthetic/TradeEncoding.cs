using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>The wire form of a trade, as <c>docs/contracts.md</c> gives it.</summary>
internal static class TradeEncoding
{
    public static byte[] Encode(SyntheticTrade trade) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"trade_id":"{{trade.TradeId}}","ticker":"{{trade.Ticker}}","price":{{trade.Price}},"volume":{{trade.Volume}},"side":"{{(trade.Side == Side.Buy ? "buy" : "sell")}}","timestamp":"{{trade.ExecutedAt:yyyy-MM-ddTHH:mm:ss.ffffffZ}}"}
        """));
}
