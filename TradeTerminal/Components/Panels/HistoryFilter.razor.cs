using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Panels;

/// <summary>What is asked of the stored trades. A field takes effect when it is left, or with enter.</summary>
public sealed partial class HistoryFilter
{
    private const int MostSymbols = 500;

    private static readonly (string Label, TimeSpan? Back)[] Spans =
        [("15 min", TimeSpan.FromMinutes(15)), ("1 h", TimeSpan.FromHours(1)), ("24 h", TimeSpan.FromHours(24)), ("Any time", null)];

    private ImmutableArray<string> _symbols = [];

    [Parameter, EditorRequired]
    public HistoryView View { get; set; } = new();

    [Parameter]
    public EventCallback<HistoryView> OnChange { get; set; }

    [Inject]
    private MarketUpdates Updates { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    protected override void OnInitialized() =>
        _symbols = [.. Updates.Current.Tickers.Take(MostSymbols).Select(ticker => ticker.Symbol)];

    private Task ChangeAsync(HistoryView view) => OnChange.InvokeAsync(view.Anew);

    private Task SinceAsync(TimeSpan? back)
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        var from = back is { } span ? HistoryView.Time(new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc) - span) : null;
        return ChangeAsync(View with { From = from, To = null });
    }

    private string Example => Clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Without the letters that the URL needs.</summary>
    private static string? Shown(string? time) =>
        time is { Length: > 10 } && time[10] == 'T' ? $"{time[..10]} {time[11..].TrimEnd('Z')}" : time;

    private static string? Time(object? value)
    {
        var text = HistoryView.Text(value);
        // A zone of one's own stays; without one it is UTC, which the URL says.
        return text is not { Length: > 10 } || text[10] is not (' ' or 'T') ? text
            : $"{text[..10]}T{text[11..]}{(text.AsSpan(11).IndexOfAny("Zz+-") < 0 ? "Z" : "")}";
    }
}
