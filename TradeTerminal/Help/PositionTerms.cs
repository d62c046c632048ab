namespace TradeTerminal.Help;

/// <summary>Positions, profit and loss, limits.</summary>
internal static class PositionTerms
{
    private const string Formula = "long (price − entry) × quantity, short (entry − price) × quantity";

    public static Term Open { get; } = new("positions-open", "Open positions",
        "Of the commodity book, counted by trade id.", "opened and not closed");

    public static Term Unrealized { get; } = new("positions-unrealized", "Unrealized",
        "What closing now would bring: open positions at their mark. Each rounded to cents, so that rows add up. Without a mark there is no figure.", Formula);

    public static Term Realized { get; } = new("positions-realized", "Realized",
        "Closed positions of the commodity book, at their close price.", Formula);

    public static Term RealizedToday { get; } = new("positions-today",
        "Realized today", "Of these the ones closed since 00:00 UTC.", Formula);

    public static Term Mark { get; } = new("mark", "Mark",
        "The price a position is judged by: the newest of its commodity by event time; of a trader's symbol the newest quote of any venue, or the last trade where there is no quote.");

    public static Term MarkAge { get; } = new("mark-age", "Mark age", "A profit is only as good as its mark is young.",
        "now − the mark's own time");

    public static Term OldestMark { get; } = new("mark-oldest", "Oldest mark",
        "Age of the oldest price that an open position of the commodity book is judged by.", "largest of now − the mark's own time");

    public static Term TradersUnrealized { get; } = new("traders-unrealized", "Traders’ unrealized",
        "What traders hold, at the newest quote of any venue, or at the last trade where there is no quote.",
        "Σ (mark − average) × size, short sizes negative");

    public static Term TradersOver { get; } = new("traders-over", "Traders over a limit",
        "With a position whose value exceeds the limit, or a day whose loss does. On the limit is within it. The limits are those of the rule “risk” on the Alerts page.");

    public static Term Quantity { get; } = new("position-quantity", "Quantity", "Units held, without a sign: the side says long or short.");

    public static Term Entry { get; } = new("position-entry", "Entry", "Price at which the position was opened.");

    public static Term Size { get; } = new("trader-size", "Size",
        "Units held: ▲ long, ▼ short, or flat. From the newest report of that symbol.");

    public static Term Average { get; } = new("trader-average", "Average", "Mean price paid, as the trader reports it.");

    public static Term Value { get; } = new("trader-value", "Value", "What is at stake; the limit is set against it.", "|size × average|");

    public static Term TraderRealized { get; } = new("trader-realized", "Realized, reported",
        "What the trader claims, where the report has it. It is not worked out here: a report says what is held, not at what price something was sold.",
        "Σ reported realized P&L");

    public static Term Day { get; } = new("trader-day", "Day’s P&L, reported",
        "What the trader claims, of the UTC day of the newest report. It is not worked out here and need not agree with the columns before it; the daily loss limit is judged by it.",
        "Σ reported P&L");

    public static Term ReportAge { get; } = new("trader-report-age", "Report age",
        "Age of the newest report. One of an earlier UTC day is stale: a day's figures are shown on that day only.",
        "now − the report's own time");

    public static Term Limit { get; } = new("trader-limit", "Limit",
        "Full bar: at the limit. The tick is where the warning begins. Set by the rule “risk” on the Alerts page.",
        "of a position value ÷ limit; of a day loss ÷ daily loss limit");
}
