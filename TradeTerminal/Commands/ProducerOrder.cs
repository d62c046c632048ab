using TradeTerminal.Producers;

namespace TradeTerminal.Commands;

/// <summary>Start a producer, at <see cref="Rate"/> events a second or as by default; or stop it.</summary>
public sealed record ProducerOrder(ProducerKind Kind, bool Starts, int? Rate = null);
