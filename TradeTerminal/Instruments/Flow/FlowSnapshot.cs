using System.Collections.Immutable;

namespace TradeTerminal.Instruments.Flow;

/// <summary>The order flow of the symbols that somebody looks at; null where no order of one is stored.</summary>
public sealed record FlowSnapshot(ImmutableDictionary<string, OrderFlow?> BySymbol)
{
    public static FlowSnapshot Empty { get; } = new(ImmutableDictionary<string, OrderFlow?>.Empty);

    /// <summary>False until it has been read for that symbol.</summary>
    public bool Has(string symbol) => BySymbol.ContainsKey(symbol);

    public OrderFlow? Of(string symbol) => BySymbol.GetValueOrDefault(symbol);
}
