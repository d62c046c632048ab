using System.Collections.Immutable;

namespace TradeTerminal.Market;

/// <summary>
/// The tickers a viewer has chosen. An empty choice means all; <see cref="None"/> is the one choice that
/// includes nothing and has to be asked for. <see cref="Key"/> is the same for the same choice in any order, and
/// is what the URL carries: <c>AAPL,MSFT</c>, nothing for all, <c>none</c> in lower case for none (symbols are
/// upper case, so a ticker of that name is <c>NONE</c>).
/// </summary>
public sealed class TickerFilter : IEquatable<TickerFilter>
{
    private const string NoneKey = "none";

    public static readonly TickerFilter All = new([], "");
    public static readonly TickerFilter None = new([], NoneKey);

    private readonly ImmutableSortedSet<string> _symbols;

    private TickerFilter(ImmutableSortedSet<string> symbols, string key)
    {
        _symbols = symbols;
        Key = key;
    }

    public string Key { get; }

    public bool IsAll => Key.Length == 0;

    public bool IsNone => Key == NoneKey;

    public IReadOnlyCollection<string> Symbols => _symbols;

    public static TickerFilter Of(IEnumerable<string> symbols)
    {
        var chosen = symbols
            .Select(symbol => symbol.Trim().ToUpperInvariant())
            .Where(symbol => symbol.Length > 0)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        return chosen.IsEmpty ? All : new TickerFilter(chosen, string.Join(',', chosen));
    }

    /// <summary>Reads <c>AAPL,MSFT</c>; null or empty means all, <c>none</c> means none.</summary>
    public static TickerFilter Parse(string? list) => list == NoneKey
        ? None
        : Of((list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>
    /// Adds the symbol or takes it away. From all or none it becomes the only one; without the last one all are
    /// shown again.
    /// </summary>
    public TickerFilter Toggle(string symbol) => Of(_symbols.SymmetricExcept([symbol]));

    public bool Chooses(string symbol) => _symbols.Contains(symbol);

    public bool Includes(string symbol) => IsAll || _symbols.Contains(symbol);

    public bool Equals(TickerFilter? other) => other?.Key == Key;

    public override bool Equals(object? obj) => Equals(obj as TickerFilter);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
