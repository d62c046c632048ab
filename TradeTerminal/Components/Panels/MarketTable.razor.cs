using Microsoft.AspNetCore.Components;
using TradeTerminal.Components.Settings;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Panels;

/// <summary>The chosen rows of the market, grouped by feed: <see cref="Step"/> at first, more on demand.</summary>
public sealed partial class MarketTable
{
    public const int Step = 250;

    private List<(string Feed, int Count, List<MarketRow> Rows)> _groups = [];
    private int _shown = Step;
    private int _left;

    [Parameter, EditorRequired]
    public IReadOnlyList<IGrouping<string, MarketRow>> Groups { get; set; } = [];

    [Parameter, EditorRequired]
    public MarketView View { get; set; } = MarketView.Default;

    [Parameter, EditorRequired]
    public DateTime UtcNow { get; set; }

    [Parameter]
    public EventCallback<MarketColumn> OnSort { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    /// <summary>Whether a feed can't be read or stored now.</summary>
    [Parameter]
    public Func<string, bool> IsDown { get; set; } = _ => false;

    protected override void OnParametersSet() => Cut();

    internal static string TestId(Instrument instrument) => instrument.Venue.Length == 0
        ? $"market-row-{instrument.Feed}-{instrument.Symbol}"
        : $"market-row-{instrument.Feed}-{instrument.Symbol}-{instrument.Venue}";

    private void ShowMore()
    {
        _shown += Step;
        Cut();
    }

    private void Cut()
    {
        var room = _shown;
        _groups = [];
        foreach (var group in Groups)
        {
            var rows = group.Take(room).ToList();
            room -= rows.Count;
            if (rows.Count > 0)
            {
                _groups.Add((group.Key, group.Count(), rows));
            }
        }

        _left = Groups.Sum(group => group.Count()) - (_shown - room);
    }

    private string? SortOf(MarketColumn column) => View.Sort != column ? null : View.IsDescending ? "descending" : "ascending";
}
