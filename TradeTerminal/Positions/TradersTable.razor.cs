using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Controls.Sorting;
using TradeTerminal.Market;
using TradeTerminal.Positions.Data;
using TradeTerminal.Settings;

namespace TradeTerminal.Positions;

/// <summary>
/// The worst traders, a row each; their positions under those that are opened, which all are from the start while there
/// are few. The rows keep their places while somebody reads them.
/// </summary>
public sealed partial class TradersTable : IDisposable
{
    /// <summary>More rows than this nobody reads; the figures are of all.</summary>
    public const int RowsShown = 200;

    /// <summary>Opened by one viewer; with one more the first is folded.</summary>
    public const int MostOpen = 20;

    private readonly List<(string Trader, IDisposable Look)> _opened = [];
    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);
    private List<TraderPnl> _shown = [];
    private Dictionary<string, int> _decimals = [];
    private bool _isHeld;
    private int _changes;
    private int _sizeDecimals;
    private PositionsView _viewed = PositionsView.All;
    private IReadOnlySet<string>? _holders;

    [Parameter, EditorRequired]
    public PositionsSnapshot Book { get; set; } = PositionsSnapshot.Empty;

    /// <summary>Asks for the positions of a trader, until what it gives is disposed.</summary>
    [Parameter, EditorRequired]
    public Func<string, IDisposable> Open { get; set; } = null!;

    /// <summary>Who holds one of the chosen symbols; null where the book says it.</summary>
    [Parameter]
    public IReadOnlySet<string>? Holders { get; set; }

    /// <summary>Which of them, and in what order.</summary>
    [Parameter]
    public PositionsView View { get; set; } = PositionsView.All;

    [Parameter]
    public EventCallback<Func<PositionsView, PositionsView>> OnChange { get; set; }

    [Parameter, EditorRequired]
    public DateTime UtcNow { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    public void Dispose() => _opened.ForEach(opened => opened.Look.Dispose());

    protected override void OnParametersSet()
    {
        Read(again: _viewed != View || _holders != Holders);
        (_viewed, _holders) = (View, Holders);
    }

    private void Hold(bool isHeld)
    {
        _isHeld = isHeld;
        Read(again: false);
    }

    private void Read(bool again)
    {
        List<TraderPnl> worst = [.. View.Choose(Book, Holders).Take(RowsShown)];
        (_shown, _changes) = _isHeld && !again ? StillRows.Keep(_shown, worst, Book.Traders, trader => trader.Trader) : (worst, 0);
        _sizeDecimals = _shown.SelectMany(trader => Book.Held.GetValueOrDefault(trader.Trader, []))
            .Aggregate(0, (decimals, held) => InstrumentDecimals.Enough(held.Size, decimals));
        // A symbol has the same decimals with every trader.
        _decimals = _shown.SelectMany(trader => Book.Held.GetValueOrDefault(trader.Trader, [])).GroupBy(held => held.Symbol).ToDictionary(
            group => group.Key,
            group => InstrumentDecimals.Of(group.SelectMany(held => new[] { held.AveragePrice, held.Mark?.Price ?? 0 })));
    }

    private int Decimals(TraderHeld held) => _decimals.GetValueOrDefault(held.Symbol, InstrumentDecimals.Least);

    private static string Positions(long open) => open == 1 ? "1 position" : $"{Format.Count(open)} positions";

    private string Size(decimal size) => size == 0 ? "flat" : $"{(size > 0 ? "▲" : "▼")} {Format.Price(Math.Abs(size), _sizeDecimals)}";

    private static RowColumn<TraderPnl> Column(string name) => PositionColumns.Traders.First(column => column.Name == name);

    private Task SortAsync(RowOrder? order) => OnChange.InvokeAsync(view => view with { Traders = order });

    private static string Source(Mark mark) => mark.Source == MarkSource.Quotes ? "newest quote" : "last trade, there is no quote";

    private static string Fewer(int rows, TraderPnl trader) =>
        rows == 0 ? "Reading…" : $"the largest {Format.Count(rows)} of {Format.Count(trader.HeldCount)} symbols";

    private string NotChosen => View.Tickers.IsAll ? $"are not like “{View.Find}”" : "are not among those chosen";

    private DateOnly Today => DateOnly.FromDateTime(UtcNow);

    /// <summary>A day's figure is shown on that day; later it would pass for today's.</summary>
    private string OfToday(decimal? figure, DateOnly day) => day == Today ? Format.Pnl(figure) : Format.Nothing;

    private string? ClassOf(decimal? figure, DateOnly day) => day == Today ? Format.PnlClass(figure) : "weak";

    private static string TitleOf(decimal? figure, DateOnly day) => figure is null ? "not reported"
        : string.Create(CultureInfo.InvariantCulture, $"{Format.Pnl(figure)} on UTC day {day:yyyy-MM-dd}");

    private string ReportAge(DateTime reportedAt, DateOnly day) => $"{Format.Age(UtcNow - reportedAt)}{(day == Today ? "" : " · STALE")}";

    private decimal OfToday(TraderPnl trader) => trader.Day == Today ? trader.ReportedPnl : 0;

    /// <summary>How much of a limit is used up, by the day or by a position.</summary>
    private decimal Share(TraderPnl trader) =>
        Math.Max(trader.MostValue / Book.Limits.Exceeded, -OfToday(trader) / Book.Limits.DailyLoss);

    private bool IsOpen(TraderPnl trader) => Book.AreTradersFew
        ? !_folded.Contains(trader.Trader)
        : _opened.Exists(opened => opened.Trader == trader.Trader);

    private void Fold(TraderPnl trader)
    {
        var name = trader.Trader;
        if (Book.AreTradersFew)
        {
            _ = _folded.Remove(name) || _folded.Add(name);
            return;
        }

        var at = _opened.FindIndex(opened => opened.Trader == name);
        if (at < 0 && _opened.Count == MostOpen)
        {
            Close(0);
        }

        if (at >= 0)
        {
            Close(at);
        }
        else
        {
            _opened.Add((name, Open(name)));
        }
    }

    private void Close(int at)
    {
        _opened[at].Look.Dispose();
        _opened.RemoveAt(at);
    }
}
