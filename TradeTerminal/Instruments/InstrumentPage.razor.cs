using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Market;
using TradeTerminal.Terminal;

namespace TradeTerminal.Instruments;

/// <summary>
/// Everything about one symbol, of whatever feeds: prices, day, quotes by venue, tape, positions and alerts. Lays out the panels,
/// which follow the market by themselves.
/// </summary>
public sealed partial class InstrumentPage
{
    private InstrumentView _view = new(null, TerminalView.Default);
    private ImmutableArray<Instrument> _priced = [];
    private Instrument? _charted;
    private Emptiness? _noTrades;
    private Emptiness? _noCandles;

    [Parameter]
    public string Name { get; set; } = "";

    protected override TimeSpan MinInterval => Beat;

    protected override void OnParametersSet()
    {
        if (!Address.IsAhead)
        {
            _view = InstrumentView.Parse(Name, TerminalView.Parse(null, Chart, Width, Overlays, null, At, Side, Size));
        }

        Read();
    }

    private string? CandlesSay => _view.Terminal.At is { } at ? $"around {Clock.InWords(at)}, not live"
        : _charted is null ? null : Format.Instrument(_charted);

    private protected override ImmutableArray<string?> Names => [_view.Symbol];

    private protected override string? LookedAt => _priced.IsEmpty ? null : _view.Symbol;

    private protected override bool Read()
    {
        var before = (_priced.Length, _charted, _noTrades, _noCandles);
        _priced = _view.Named is { } named ? InstrumentsOf.Symbol(Snapshot, Catalogue.Current, named.Symbol) : [];
        _charted = _view.Terminal.Chart is { } chart && Instrument.TryParse(chart, out var chosen) ? chosen : _priced.FirstOrDefault();
        var isKnown = _charted is not null && _priced.Contains(_charted);
        // Until the names of everything stored have been asked, it may be among them.
        _noCandles = isKnown || !IsLookedUp(_view.Symbol) ? null
            : _charted is not null ? Emptiness.OfOther(_charted)
            : new Emptiness(
                $"No prices of {_view.Symbol} yet", "They appear here with the first one. Choose another symbol, or",
                "/market", "look at the whole market");
        _noTrades = _priced.Any(one => one.IsTraded)
            ? null
            : new Emptiness(
                $"No trades of {_view.Symbol}",
                _priced.IsEmpty ? "They appear with the first." : "It has prices of other feeds, which the candles show.");
        return before != (_priced.Length, _charted, _noTrades, _noCandles);
    }

    private static string NameOf(Instrument one) =>
        one.Venue.Length > 0 ? one.Venue : one.IsConsolidated ? $"{Format.FeedName(one.Feed)}, all venues" : Format.FeedName(one.Feed);

    private void Change(Func<TerminalView, TerminalView> change)
    {
        _view = _view with { Terminal = change(_view.Terminal) };
        Read();
        Address.Go(_view.Uri);
    }
}
