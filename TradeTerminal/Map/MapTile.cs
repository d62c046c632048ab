using TradeTerminal.Controls;
using TradeTerminal.MarketWatch;

namespace TradeTerminal.Map;

/// <summary>
/// One symbol of the map. <see cref="Size"/> is the day's notional, null where all of the feed are drawn alike or nothing of it was traded
/// today; <see cref="Bar"/> from 0 to 100 is its length among the bars; no <see cref="Place"/> where it is not drawn.
/// </summary>
public sealed record MapTile(MarketRow Row, decimal? Size, MapRectangle? Place, double Bar, bool IsStale)
{
    /// <summary>The change at which a colour is as strong as it gets.</summary>
    public const decimal Strongest = 0.03m;

    /// <summary>A rectangle smaller than this share of the width or height has no room for words.</summary>
    private const double Narrow = 5;
    private const double Low = 6;

    public string Name => Row.Instrument.Venue.Length == 0 ? Row.Instrument.Symbol : $"{Row.Instrument.Symbol} {Row.Instrument.Venue}";

    public string Change => Row.Change is { } change ? $"{Format.ChangeShape(change)} {Format.Change(change)}" : Format.Nothing;

    public string Says => Row.Change is { } change
        ? $"{Name}, {Format.ChangeInWords(change)}{(IsStale ? ", stale" : "")}"
        : $"{Name}, no price today{(IsStale ? ", stale" : "")}";

    public string Class => IsStale ? "is-old" : Format.ChangeClass(Row.Change);

    /// <summary>How much of the colour of its class: in ten steps, so that not every trade draws anew.</summary>
    public int Strength => (int)Math.Ceiling(Math.Min(Math.Abs(Row.Change ?? 0) / Strongest, 1) * 10);

    public bool HasRoom => Place is { Width: >= Narrow, Height: >= Low };
}
