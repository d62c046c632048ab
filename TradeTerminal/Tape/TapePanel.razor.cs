using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Live;
using TradeTerminal.Market;
using TradeTerminal.Settings;
using TradeTerminal.Terminal;

namespace TradeTerminal.Tape;

/// <summary>
/// The newest trades of the chosen tickers. Holds still while somebody reads it (paused, under the mouse or the keyboard,
/// scrolled, a row chosen), and says how many are new meanwhile. Filters work on what it holds.
/// </summary>
public sealed partial class TapePanel
{
    /// <summary>
    /// More new rows than this in the time of one frame is a rush. A late frame that brings as much as it was late is none,
    /// as long as it leaves rows to keep: rows taken away and brought back would make a busy server busier.
    /// </summary>
    private const int RushAt = 8;

    /// <summary>
    /// Rows drawn in a rush: those that fit, or so many while that is not known. The others would be gone before anyone
    /// could scroll to them, and drawing them costs the browser more than everything else on the page.
    /// </summary>
    private const int RowsInRush = 24;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RushLasts = TimeSpan.FromSeconds(1);

    /// <summary>Made once for each ticker seen: every frame asks for them.</summary>
    private readonly Dictionary<string, string> _links = [];
    private ImmutableArray<TapeLine> _lines = [];
    private TerminalView? _viewed;
    private ViewerClock? _clock;
    private TapeLine? _chosen;
    private ElementReference _host;
    private RowsWatch? _watch;

    /// <summary>The trades that were there when it began to hold; not the market, of which they are a small part.</summary>
    private ImmutableArray<Trade>? _held;
    private long _version = -1;
    private string? _wrongSize;
    private bool _isPaused;
    private bool _isHovered;
    private bool _isScrolled;
    private bool _isFocused;
    private int _rowsInRush = RowsInRush;
    private int _newer;
    private long? _rushedAt;
    private long _followedAt;
    private bool _isRushDrawn;
    private bool _isBySlot;
    private DateTime _measuredUpTo = DateTime.MaxValue;

    [Parameter, EditorRequired]
    public TerminalView View { get; set; } = TerminalView.Default;

    /// <summary>Set when there is nothing to show.</summary>
    [Parameter]
    public Emptiness? Empty { get; set; }

    [Parameter]
    public EventCallback<Func<TerminalView, TerminalView>> OnChange { get; set; }

    [Inject]
    private ScreenLatency Latency { get; set; } = null!;

    [Inject]
    private TapeLines Lines { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    private bool IsHeld => _isPaused || _isHovered || _isScrolled || _isFocused || _chosen is not null;

    private bool IsRush => _rushedAt is { } at && Time.GetElapsedTime(at) < RushLasts;

    private bool IsCut => _isRushDrawn;

    private string Says => $"{View.Trades.InWords} · {Format.Tickers(View.Filter)}";

    /// <summary>Called from the browser: whether the rows are scrolled, whether the keyboard is on them, and how many fit.</summary>
    [JSInvokable]
    public Task SeeAsync(bool isScrolled, bool isFocused, int fitting) => InvokeAsync(() =>
    {
        // One more than fits, for it is cut off at the bottom; a page that is not laid out has room for none.
        _rowsInRush = fitting > 0 ? Math.Min(fitting, MarketSnapshot.DefaultWindow - 1) + 1 : _rowsInRush;
        Hold(() => (_isScrolled, _isFocused) = (isScrolled, isFocused));
    });

    /// <summary>Called from the browser: a row was chosen, or none any more.</summary>
    [JSInvokable]
    public Task ChooseAsync(string? tradeId) =>
        InvokeAsync(() => Choose(_lines.FirstOrDefault(line => line.Id == tradeId)));

    protected override void OnParametersSet()
    {
        if (_viewed != View || _clock?.Id != Clock.Id)
        {
            _links.Clear();
            _wrongSize = null;
            _held = IsHeld && _viewed?.Filter != View.Filter ? Newest : _held;
            Refill(isOther: _viewed?.Filter != View.Filter || _viewed?.Trades != View.Trades || _clock?.Id != Clock.Id);
            (_viewed, _clock) = (View, Clock);
        }
    }

    protected override Task OnMarketAsync()
    {
        if (Snapshot.Version == _version && (IsHeld || IsRush || !IsCut))
        {
            return Task.CompletedTask;
        }

        var (newer, wasEmpty) = (_newer, _lines.IsEmpty);
        Follow(again: !IsHeld || _lines.IsEmpty);
        if (!IsHeld || newer != _newer || wasEmpty)
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _watch = new RowsWatch(Js, Loggers.CreateLogger<RowsWatch>());
            await _watch.StartAsync(_host, this, chooses: true);
        }

        var newest = _lines.IsEmpty ? DateTime.MinValue : _lines[0].Trade.ExecutedAt;
        // What was there when the page opened was not new then.
        var isNew = newest > _measuredUpTo;
        if (isNew || _measuredUpTo == DateTime.MaxValue)
        {
            _measuredUpTo = newest;
        }

        if (isNew && !firstRender)
        {
            await Latency.MeasureAsync(newest, Snapshot.PublishedAt, isShared: Viewer.MinInterval == TimeSpan.Zero);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _watch?.Dispose();
    }

    private void Follow(bool again)
    {
        var newest = View.Trades.Choose(Snapshot, View.Filter);
        if (again)
        {
            // What is held may have none of those chosen since: then the first that comes is better than an empty tape.
            var trades = _held is { } held && View.Trades.Choose(held) is { Length: > 0 } kept ? kept : newest;
            var frames = Math.Max(1, Time.GetElapsedTime(_followedAt) / Frame);
            var newer = TapeLine.CountNewer(_lines, trades);
            if (!_lines.IsEmpty && newer > RushAt && (newer > RushAt * frames || newer == trades.Length))
            {
                _rushedAt = Time.GetTimestamp();
            }

            _followedAt = Time.GetTimestamp();

            _isRushDrawn = IsRush && !IsHeld && trades.Length > _rowsInRush;
            // Held rows stay the elements they are: the keyboard may be on one.
            _isBySlot = IsHeld ? _isBySlot : _isRushDrawn;
            var drawn = _isRushDrawn ? trades[.._rowsInRush] : trades;
            _lines = Lines.Follow(_lines, drawn, LookOf, SizesOf);
            _version = Snapshot.Version;
        }

        _newer = TapeLine.CountNewer(_lines, newest);
    }

    /// <summary>Another choice of trades, of those it holds or of the newest, or the same with another look.</summary>
    private void Refill(bool isOther)
    {
        if (isOther)
        {
            // Rows that another choice brings were there before: they are no sample of how late the screen is.
            _measuredUpTo = DateTime.MaxValue;
        }

        Follow(again: true);
        if (_chosen is not null && !_lines.Contains(_chosen))
        {
            // What is not shown can't be what is held for.
            Choose(null);
        }
    }

    /// <summary>Begins or ends to hold, as the change says.</summary>
    private void Hold(Action change)
    {
        var wasHeld = IsHeld;
        change();
        if (IsHeld != wasHeld)
        {
            _held = IsHeld ? Newest : null;
            _measuredUpTo = IsHeld ? _measuredUpTo : DateTime.MaxValue;
            Follow(again: !IsHeld || IsCut);
        }

        StateHasChanged();
    }

    private string? ClassOf(TapeLine line) => line.Equals(_chosen) ? "is-chosen" : null;

    private ImmutableArray<Trade> Newest => Snapshot.Window(View.Filter, MarketSnapshot.LargestWindow).Trades;

    /// <summary>A ticker that the market has let go of meanwhile may be among those held.</summary>
    private int DecimalsOf(string ticker) => Snapshot.Find(ticker)?.Decimals ?? InstrumentDecimals.Least;

    private TapeLook LookOf(string ticker)
    {
        if (!_links.TryGetValue(ticker, out var link))
        {
            _links.Add(ticker, link = View.WithChart(ticker).Uri);
        }

        return new TapeLook(DecimalsOf(ticker), link, Clock);
    }

    private SizeRanks SizesOf(string ticker) => Snapshot.Find(ticker)?.Sizes ?? SizeRanks.None;

    /// <summary>Its end is the end of all that holds: the keyboard may still be on the rows.</summary>
    private async Task TogglePauseAsync()
    {
        if (_isPaused)
        {
            await ReturnAsync();
        }
        else
        {
            Hold(() => _isPaused = true);
        }
    }

    private void Enter(PointerEventArgs pointer) => Hold(() => _isHovered = pointer.PointerType == "mouse");

    private void Leave() => Hold(() => _isHovered = false);

    private void Choose(TapeLine? line) => Hold(() => _chosen = line);

    private Task ReturnAsync()
    {
        Hold(() => (_isPaused, _isHovered, _isScrolled, _isFocused, _chosen) = (false, false, false, false, null));
        return _watch?.ToTopAsync() ?? Task.CompletedTask;
    }

    private Task ToggleAsync(Side side) => ShowAsync(trades => trades with { Side = trades.Side == side ? null : side });

    private Task ChangeSizeAsync(string? text)
    {
        var isEmpty = string.IsNullOrWhiteSpace(text);
        var isRead = TryGrouped(text, out var size) && size >= 0;
        _wrongSize = isEmpty || isRead ? null : text;
        return _wrongSize is null ? ShowAsync(trades => trades with { LeastSize = size }) : Task.CompletedTask;
    }

    /// <summary>With a point for decimals; thousands of a whole one may be set apart.</summary>
    private static bool TryGrouped(string? text, out decimal size)
    {
        var isWhole = TypedNumber.TryWhole(text, out long whole);
        size = whole;
        return isWhole || TypedNumber.TryDecimal(text, out size) is null;
    }

    private Task ShowAsync(Func<TapeFilter, TapeFilter> change) => OnChange.InvokeAsync(view => view.WithTrades(change(view.Trades)));

    private string? SizeText =>
        _wrongSize ?? (View.Trades.LeastSize > 0 ? View.Trades.LeastSize.ToString(CultureInfo.InvariantCulture) : null);

    private static string Flag(bool on) => on ? "true" : "false";
}
