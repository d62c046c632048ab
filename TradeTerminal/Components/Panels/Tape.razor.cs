using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Panels;

/// <summary>
/// The newest trades of the chosen tickers. Holds still while the mouse is over it or it is paused, and says how
/// many are new meanwhile.
/// </summary>
public sealed partial class Tape
{
    /// <summary>More new rows than this in one frame is a rush.</summary>
    private const int RushAt = 8;

    /// <summary>
    /// Rows drawn in a rush: somewhat more than fit. The others would be gone before anyone could scroll to them,
    /// and drawing them costs the browser more than everything else on the page.
    /// </summary>
    private const int RowsInRush = 48;

    private static readonly TimeSpan RushLasts = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _links = [];
    private ImmutableArray<TapeLine> _lines = [];
    private TerminalView? _viewed;
    private long _version = -1;
    private bool _isPaused;
    private bool _isHovered;
    private int _newer;
    private long? _rushedAt;
    private bool _isRushDrawn;
    private DateTime _measuredUpTo = DateTime.MaxValue;

    [Parameter, EditorRequired]
    public TerminalView View { get; set; } = TerminalView.Default;

    /// <summary>Set when there is nothing to show.</summary>
    [Parameter]
    public Emptiness? Empty { get; set; }

    [Inject]
    private ScreenLatency Latency { get; set; } = null!;

    private bool IsHeld => _isPaused || _isHovered;

    private bool IsRush => _rushedAt is { } at && Time.GetElapsedTime(at) < RushLasts;

    private bool IsCut => _isRushDrawn;

    private string Says => $"last {MarketSnapshot.DefaultWindow} trades · {Format.Tickers(View.Filter)}";

    protected override void OnParametersSet()
    {
        if (_viewed != View)
        {
            _links.Clear();
            // Rows of another choice are no rows to hold.
            Follow(again: _viewed?.Filter != View.Filter);
            _viewed = View;
        }
    }

    protected override Task OnMarketAsync()
    {
        if (Snapshot.Version == _version && (IsHeld || IsRush || !IsCut))
        {
            return Task.CompletedTask;
        }

        var newer = _newer;
        Follow(again: !IsHeld);
        if (!IsHeld || newer != _newer)
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var newest = _lines.IsEmpty ? DateTime.MinValue : _lines[0].Trade.ExecutedAt;
        // What was there when the page opened was not new then.
        var isNew = newest > _measuredUpTo;
        if (isNew || _measuredUpTo == DateTime.MaxValue)
        {
            _measuredUpTo = newest;
        }

        if (isNew && !firstRender)
        {
            await Latency.MeasureAsync(newest, Snapshot.PublishedAt);
        }
    }

    private void Follow(bool again)
    {
        var trades = Snapshot.Window(View.Filter).Trades;
        if (again)
        {
            if (!_lines.IsEmpty && TapeLine.CountNewer(_lines, trades) > RushAt)
            {
                _rushedAt = Time.GetTimestamp();
            }

            _isRushDrawn = IsRush && !IsHeld && trades.Length > RowsInRush;
            var drawn = _isRushDrawn ? trades[..RowsInRush] : trades;
            _lines = TapeLine.Follow(_lines, drawn, DecimalsOf, Clock);
            _version = Snapshot.Version;
        }

        _newer = TapeLine.CountNewer(_lines, trades);
        foreach (var line in _lines)
        {
            _links.TryAdd(line.Trade.Ticker, View.WithChart(line.Trade.Ticker).Uri);
        }
    }

    private object KeyOf(int slot, TapeLine line) => _isRushDrawn ? slot : line;

    private int DecimalsOf(string ticker) => InstrumentDecimals.Of(Snapshot.Find(ticker)!);

    private void TogglePause()
    {
        _isPaused = !_isPaused;
        Follow(again: !IsHeld || IsCut);
    }

    private void Enter(PointerEventArgs pointer)
    {
        _isHovered = pointer.PointerType == "mouse";
        Follow(again: !IsHeld || IsCut);
    }

    private void Leave()
    {
        _isHovered = false;
        Follow(again: !IsHeld);
    }
}
