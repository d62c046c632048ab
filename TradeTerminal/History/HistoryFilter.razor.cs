using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Settings;

namespace TradeTerminal.History;

/// <summary>What is asked of the stored trades. A field takes effect when it is left, or with enter.</summary>
public sealed partial class HistoryFilter
{
    private static readonly (string Label, TimeSpan? Back)[] Spans =
        [("15 min", TimeSpan.FromMinutes(15)), ("1 h", TimeSpan.FromHours(1)), ("24 h", TimeSpan.FromHours(24)), ("Any time", null)];

    private ImmutableArray<string> _suggested = [];
    private string _typed = "";

    [Parameter, EditorRequired]
    public HistoryView View { get; set; } = new();

    [Parameter]
    public EventCallback<Func<HistoryView, HistoryView>> OnChange { get; set; }

    [Inject]
    private SymbolCatalogue Catalogue { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    private ViewerClock Clock => Viewer.Clock;

    private async Task SuggestAsync()
    {
        Suggest(View.Tickers);
        await Catalogue.RefreshAsync();
        Suggest(_typed);
    }

    /// <summary>For the last ticker of the list, with those before it.</summary>
    private void Suggest(string? text)
    {
        _typed = text ?? "";
        var before = _typed[..(_typed.LastIndexOf(',') + 1)];
        _suggested = [.. Catalogue.Current.Find(_typed[before.Length..], SymbolCatalogue.MostFound, isTraded: true).Select(one => before + one.Symbol)];
    }

    private Task ChangeAsync(Func<HistoryView, HistoryView> change) => OnChange.InvokeAsync(view => change(view).Anew);

    private Task SinceAsync(TimeSpan? back)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        var from = back is { } span ? HistoryView.Time(new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc) - span) : null;
        return ChangeAsync(view => view with { From = from, To = null });
    }

    private string Example => Clock.At(Time.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
