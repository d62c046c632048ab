using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Layout;
using TradeTerminal.Live;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Settings;

namespace TradeTerminal.Instruments;

/// <summary>
/// A page with candles whose symbol is named in the address: it has what is chosen of them, and draws again when there is something
/// else to show. A symbol whose prices are stored and not held has its chart all the same.
/// </summary>
public abstract class ChartScreen : LiveComponent
{
    /// <summary>Those that the names of everything stored have been asked about; until then they may be among them.</summary>
    private ImmutableArray<string?> _lookedUp = [];
    private string? _kept;

    [SupplyParameterFromQuery(Name = "chart")]
    private protected string? Chart { get; set; }

    [SupplyParameterFromQuery(Name = "interval")]
    private protected string? Width { get; set; }

    [SupplyParameterFromQuery(Name = "overlays")]
    private protected string? Overlays { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    private protected string? At { get; set; }

    [SupplyParameterFromQuery(Name = "side")]
    private protected string? Side { get; set; }

    [SupplyParameterFromQuery(Name = "size")]
    private protected string? Size { get; set; }

    [Inject]
    private protected AddressBar Address { get; set; } = null!;

    [Inject]
    private ViewerStore Browser { get; set; } = null!;

    [Inject]
    private protected SymbolCatalogue Catalogue { get; set; } = null!;

    /// <summary>The names that are shown.</summary>
    private protected abstract ImmutableArray<string?> Names { get; }

    /// <summary>False while it may be stored, as nobody has asked yet.</summary>
    private protected bool IsLookedUp(string? name) => _lookedUp.Contains(name);

    /// <summary>The symbol that the viewer has chosen to see; null while there is none of that name, and for what was chosen for him.</summary>
    private protected abstract string? LookedAt { get; }

    /// <summary>True when there is something to draw anew.</summary>
    private protected abstract bool Read();

    protected override Task OnMarketAsync()
    {
        if (Read())
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        while (!_lookedUp.SequenceEqual(Names))
        {
            var names = Names;
            await Catalogue.RefreshAsync().WaitAsync(Disposed);
            _lookedUp = names;
            if (Read())
            {
                StateHasChanged();
            }
        }

        if (LookedAt is { } symbol && symbol != _kept)
        {
            _kept = symbol;
            await Browser.LookAsync(symbol);
        }
    }
}
