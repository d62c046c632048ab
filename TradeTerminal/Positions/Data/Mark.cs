namespace TradeTerminal.Positions.Data;

/// <summary>The latest price of what is held, and the event time of that price, UTC.</summary>
public sealed record Mark(decimal Price, DateTime At, MarkSource Source)
{
    public TimeSpan Age(DateTime utcNow) => utcNow > At ? utcNow - At : TimeSpan.Zero;
}
