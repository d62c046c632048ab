using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace TradeTerminal.Producers.Replay;

/// <summary>How to replay a file that comes as the body; a range says the same in its own body.</summary>
internal sealed record ReplayQuery(
    [property: FromQuery(Name = "feed"), Description("trades, quotes, order_book, positions, commodities, crypto or indices")] string? Feed,
    [property: FromQuery(Name = "speed"), Description("max, or a number from 0.001 to 1,000,000, where 1, the default, is as it happened.")] string? Speed,
    [property: FromQuery(Name = "confirm"), Description("true: rows may be stored again.")] string? Confirm,
    [property: FromQuery(Name = "shiftToNow"), Description("true: move all times by the same amount, so that the last event is now.")] string? ShiftToNow,
    [property: FromQuery(Name = "paused"), Description("true: send nothing until it is resumed or stepped.")] string? Paused,
    [property: FromQuery(Name = "file"), Description("Name of the file, for messages.")] string? File);
