using System.Globalization;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Charts;
using TradeTerminal.Controls;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal;

/// <summary>
/// Bought and sold volume of each chosen ticker within the window, and that without a side, largest first. Rows of the page itself, not a
/// canvas: they are few, a screen reader reads them, and they are there before any script.
/// </summary>
public sealed partial class VolumeByTicker
{
    /// <summary>What fits the usual column, in characters.</summary>
    private const int ShortSymbol = 7;
    private const decimal Short = 100_000_000;
    private const int DigitsShown = 4;

    private TickerFilter? _shown;
    private VolumeRows _rows = VolumeRows.None;
    private int _trades;

    [Parameter, EditorRequired]
    public TickerFilter Filter { get; set; } = TickerFilter.All;

    protected override string Kind => "volume";

    /// <summary>With the sums above, which are of the same trades; rows that change places more often can't be read.</summary>
    protected override TimeSpan MinInterval => Beat;

    protected override string Summarize() => ChartSummary.OfVolumes(_rows.Shown, _trades);

    protected override void OnParametersSet()
    {
        if (!Filter.Equals(_shown))
        {
            (_shown, _rows) = (Filter, VolumeRows.None);
            Read();
        }

        base.OnParametersSet();
    }

    protected override Task DrawAsync()
    {
        if (!IsHidden && Read())
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    private bool Read()
    {
        var window = Snapshot.Window(Filter);
        var rows = VolumeRows.Of(window.Volumes);
        var isSame = rows.More == _rows.More && rows.Shown.SequenceEqual(_rows.Shown);
        (_rows, _trades) = (rows, window.Trades.Length);
        return !isSame;
    }

    private string Width(decimal part) => string.Create(CultureInfo.InvariantCulture, $"{100 * part / _rows.Largest:F1}%");

    private static string Number(decimal volume) => volume.ToString(CultureInfo.InvariantCulture);

    /// <summary>What has room in a column.</summary>
    private static string Cell(decimal volume) => Format.Volume(volume, Short, DigitsShown);

    private static string? Exact(decimal volume) => Cell(volume) == Format.Exact(volume) ? null : Format.Exact(volume);
}
