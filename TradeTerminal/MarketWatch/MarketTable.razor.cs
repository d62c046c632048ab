using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Controls.Sorting;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.MarketWatch;

/// <summary>
/// The chosen rows of the market, grouped by feed or, sorted, of all feeds together: <see cref="Step"/> at first, more on demand. They
/// keep their places while somebody reads them, unless he chooses others.
/// </summary>
public sealed partial class MarketTable
{
    public const int Step = 250;

    private List<(string Feed, int Count, List<MarketRow> Rows)> _groups = [];
    private MarketView? _viewed;
    private bool _isHeld;
    private int _changes;
    private int _shown = Step;
    private int _left;

    [Parameter, EditorRequired]
    public IReadOnlyList<IGrouping<string, MarketRow>> Groups { get; set; } = [];

    [Parameter, EditorRequired]
    public MarketView View { get; set; } = MarketView.Default;

    [Parameter, EditorRequired]
    public DateTime UtcNow { get; set; }

    [Parameter]
    public EventCallback<RowOrder?> OnSort { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    /// <summary>Whether a feed can't be read or stored now.</summary>
    [Parameter]
    public Func<string, bool> IsDown { get; set; } = _ => false;

    protected override void OnParametersSet()
    {
        Cut(again: _viewed != View);
        _viewed = View;
    }

    internal static string TestId(Instrument instrument) => instrument.Venue.Length == 0
        ? $"market-row-{instrument.Feed}-{instrument.Symbol}"
        : $"market-row-{instrument.Feed}-{instrument.Symbol}-{instrument.Venue}";

    private void ShowMore()
    {
        _shown += Step;
        Cut(again: true);
    }

    private void Hold(bool isHeld)
    {
        _isHeld = isHeld;
        Cut(again: false);
    }

    private void Cut(bool again)
    {
        var all = Groups.SelectMany(group => group).ToList();
        var newest = all.Take(_shown).ToList();
        _left = all.Count - newest.Count;
        (var rows, _changes) = _isHeld && !again
            ? StillRows.Keep([.. _groups.SelectMany(group => group.Rows)], newest, all, row => row.Instrument)
            : (newest, 0);
        var counts = Groups.ToDictionary(group => group.Key, group => group.Count());
        _groups =
        [
            .. rows.GroupBy(row => View.Order is null ? row.Instrument.Feed : "")
                .Select(group => (group.Key, counts.GetValueOrDefault(group.Key), group.ToList())),
        ];
    }

    /// <summary>Where no heading says the feed, it stands with the venue.</summary>
    private static string PlaceOf(Instrument instrument, string heading) => heading.Length > 0 ? instrument.Venue
        : instrument.Venue.Length == 0 ? Format.FeedName(instrument.Feed) : $"{Format.FeedName(instrument.Feed)} · {instrument.Venue}";
}
