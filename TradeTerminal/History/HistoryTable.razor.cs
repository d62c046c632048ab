using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.History;

/// <summary>One page of stored trades; its order and the pages beside it are links.</summary>
public sealed partial class HistoryTable
{
    private readonly Dictionary<string, int> _decimals = [];

    [Parameter, EditorRequired]
    public HistoryView View { get; set; } = new();

    [Parameter]
    public EventCallback<Func<HistoryView, HistoryView>> OnChange { get; set; }

    [Parameter, EditorRequired]
    public TradeSort Sort { get; set; } = TradeSort.NewestFirst;

    [Parameter]
    public Guid? Chosen { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter, EditorRequired]
    public HistoryTurn Turn { get; set; } = new([], null, null);

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    private ViewerClock Clock => Viewer.Clock;

    private bool IsByTime => Sort.By == TradeSortBy.Time;

    private string NextText =>
        Turn is { SearchedTo: not null, IsBack: false } ? "Search on" : IsByTime && Sort.IsDescending ? "Older" : "Next";

    private string PreviousText =>
        Turn is { SearchedTo: not null, IsBack: true } ? "Search on" : IsByTime && Sort.IsDescending ? "Newer" : "Previous";

    /// <summary>How much of the range these rows are, in words.</summary>
    private string Where => Turn switch
    {
        { SearchedTo: { } searched } => $"{Format.Count(Turn.Rows.Count)} found; looked at everything {(Sort.IsDescending != Turn.IsBack ? "since" : "before")} {Clock.Moment(searched)} so far",
        { SortedSince: { } since } => $"{Format.Count(Turn.Rows.Count)} rows, sorted among the newest {Format.Count(TradeHistory.MostSorted)} of the range, since {Clock.Moment(since)}: choose an earlier time for older ones",
        { Next: null } => $"{Format.Count(Turn.Rows.Count)} rows; no more in this direction",
        _ => $"{Format.Count(Turn.Rows.Count)} rows",
    };

    protected override void OnParametersSet()
    {
        _decimals.Clear();
        foreach (var group in Turn.Rows.GroupBy(trade => trade.Ticker))
        {
            _decimals.Add(group.Key, InstrumentDecimals.Of(group.Select(trade => trade.Price)));
        }
    }

    /// <summary>Largest or newest first; the other way when it is so already.</summary>
    private Task SortByAsync(TradeSortBy by)
    {
        var sort = new TradeSort(by, Sort.By != by || !Sort.IsDescending);
        return OnChange.InvokeAsync(view => view.Anew with { Sort = sort == TradeSort.NewestFirst ? null : sort.Name });
    }

    private string LinkTo(in Trade trade) => (View with { Trade = trade.TradeId.ToString() }).Uri;

    private string Order(TradeSortBy by) => Sort.By != by ? "none" : Sort.IsDescending ? "descending" : "ascending";

    private string Arrow(TradeSortBy by) => Sort.By != by ? "" : Sort.IsDescending ? "▼" : "▲";
}
