using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Trades;

/// <summary>What the parser makes of one message, at a fixed time of day.</summary>
internal sealed record Judgement(bool Accepted, Trade Trade, string Reason, string? Detail)
{
    internal static DateTime Now { get; } = new(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc);

    internal static Judgement Of(ReadOnlySpan<byte> message)
    {
        var accepted = new TradeParser().TryParse(message, Now, out var trade, out var reason, out var detail);
        return new Judgement(accepted, trade, reason.Code(), detail);
    }

    internal static Judgement Of(string message) => Of(Support.Samples.TradeMessages.Utf8(message));
}
