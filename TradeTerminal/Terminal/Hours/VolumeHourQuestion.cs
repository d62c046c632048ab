using TradeTerminal.Market;

namespace TradeTerminal.Terminal.Hours;

/// <summary>The UTC days from <see cref="From"/> to before <see cref="To"/>, of the tickers of a filter.</summary>
public readonly record struct VolumeHourQuestion(DateOnly From, DateOnly To, TickerFilter Filter);
