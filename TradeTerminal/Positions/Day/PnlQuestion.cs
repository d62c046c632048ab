namespace TradeTerminal.Positions.Day;

/// <summary>A UTC day of the commodity book, or of some traders.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Traders">Their names with commas between; null for the commodity book.</param>
public readonly record struct PnlQuestion(DateOnly Day, string? Traders);
