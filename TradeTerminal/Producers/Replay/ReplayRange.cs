using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TradeTerminal.Producers.Replay;

/// <summary>A stored range to replay.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReplayRange(
    [property: Description("trades, quotes, order_book, positions, commodities, crypto or indices")] string? Feed,
    [property: Description("ISO-8601; belongs to the range.")] string? From,
    [property: Description("ISO-8601; does not belong to the range.")] string? To,
    [property: Description("max, or a number from 0.001 to 1,000,000, where 1, the default, is as it happened.")] string? Speed = null,
    [property: Description("Rows may be stored again.")] bool? Confirm = null,
    [property: Description("Move all times by the same amount, so that the last event is now.")] bool? ShiftToNow = null,
    [property: Description("Send nothing until it is resumed or stepped.")] bool? Paused = null);
