using System.Collections.Immutable;

namespace TradeTerminal.Commands;

/// <summary>What a line may mean, the likeliest first; with none, <see cref="Problem"/> says what to type.</summary>
public sealed record CommandReading(ImmutableArray<Command> Commands, string? Problem);
