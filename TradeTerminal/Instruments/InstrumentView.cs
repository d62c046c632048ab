using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Market;
using TradeTerminal.Terminal;

namespace TradeTerminal.Instruments;

/// <summary>
/// What is shown of one symbol, as the URL carries it: <c>/instrument/AAPL?chart=quotes:AAPL:NYSE&amp;interval=5m</c>. The rest of it
/// is as on the Terminal page. Null <see cref="Named"/> is an address that names no symbol.
/// </summary>
public sealed record InstrumentView(Instrument? Named, TerminalView Terminal)
{
    public string Symbol => Named?.Symbol ?? "";

    public string Uri => $"{Of(Symbol)}{(Terminal with { Filter = TickerFilter.All }).Query}";

    /// <summary>Where everything about a symbol is. </summary>
    public static string Of(string symbol) =>
        AddressText.IsPath(symbol) ? $"/instrument/{AddressText.Path(symbol)}" : $"/?chart={AddressText.Query(symbol)}";

    /// <summary>The same, with the candles of this feed and venue.</summary>
    public static string Of(Instrument instrument) =>
        instrument.IsTraded ? Of(instrument.Symbol)
        : AddressText.IsPath(instrument.Symbol) ? $"{Of(instrument.Symbol)}?chart={AddressText.Query(instrument.Key)}"
        : $"/?chart={AddressText.Query(instrument.Key)}";

    /// <summary>A name with a feed before it charts that one.</summary>
    public static InstrumentView Parse(string name, TerminalView view)
    {
        if (!Instrument.TryParse(name, out var named))
        {
            return new InstrumentView(null, view);
        }

        var chart = view.Chart ?? (Instrument.HasFeed(name) ? named.Key : null);
        var others = chart is not null && Instrument.TryParse(chart, out var charted) && charted.Symbol != named.Symbol
            ? ImmutableArray.Create($"chart={Format.Quoted(chart)} is of another symbol")
            : [];
        return new InstrumentView(named, view with
        {
            Filter = TickerFilter.Of([named.Symbol]),
            Chart = others.IsEmpty ? chart : null,
            Problems = [.. view.Problems, .. others],
        });
    }
}
