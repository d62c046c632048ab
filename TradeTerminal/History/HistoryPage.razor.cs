using Microsoft.AspNetCore.Components;
using TradeTerminal.Api;
using TradeTerminal.Controls;
using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Layout;
using TradeTerminal.Market;
using TradeTerminal.Watchlists;

namespace TradeTerminal.History;

/// <summary>
/// Questions to the stored trades; the URL is the question. A new one cancels what is still being read for the one
/// before. Nothing is read again by itself.
/// </summary>
public sealed partial class HistoryPage : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private CancellationTokenSource? _reading;
    private CancellationTokenSource? _counting;
    private HistoryView _view = new();
    private HistoryQuestion? _asked;
    private IReadOnlyList<string> _problems = [];
    private HistoryAnswer? _answer;
    private TradeTotals? _totals;
    private DateTime _totalsAt;
    private string? _totalsProblem;
    private IReadOnlyList<Trade> _found = [];
    private string? _missing;
    private string? _problem;
    private Emptiness? _empty;
    private bool _isReading;
    private bool _isCounting;

    /// <summary>Counting begins when the page lives: a picture of it must not wait for a count.</summary>
    private bool _countsNext;

    [SupplyParameterFromQuery(Name = "tickers")]
    private string? Tickers { get; set; }

    [SupplyParameterFromQuery(Name = "side")]
    private string? Side { get; set; }

    [SupplyParameterFromQuery(Name = "priceFrom")]
    private string? PriceFrom { get; set; }

    [SupplyParameterFromQuery(Name = "priceTo")]
    private string? PriceTo { get; set; }

    [SupplyParameterFromQuery(Name = "sizeFrom")]
    private string? SizeFrom { get; set; }

    [SupplyParameterFromQuery(Name = "sizeTo")]
    private string? SizeTo { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? Before { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    [SupplyParameterFromQuery(Name = "trade")]
    private string? Chosen { get; set; }

    [Inject]
    private TradeHistory History { get; set; } = null!;

    [Inject]
    private ViewerLists Lists { get; set; } = null!;

    [Inject]
    private AddressBar Address { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>What is sorted by price or size is the newest of the range alone: the file has the same, and not what has come since.</summary>
    private HistoryView Exported => _answer is { Turn.SortedSince: { } since, At: var at }
        ? _view with { From = HistoryView.Time(since), To = _view.To ?? HistoryView.Time(at) }
        : _view;

    private string Says => _asked is null ? _answer is null ? "" : "as asked before" : Format.Tickers(_asked.Query.Tickers);

    protected override Task OnParametersSetAsync()
    {
        if (!Address.IsAhead)
        {
            ReadAddress();
        }

        return AskAsync();
    }

    private async Task AskAsync()
    {
        if (_view.Tickers?.Contains(TickerFilter.ListPrefix, StringComparison.OrdinalIgnoreCase) == true)
        {
            await ReadListsAsync();
        }

        var before = _asked;
        Judge();
        var asked = _asked;
        if (asked is null || asked == before)
        {
            return;
        }

        // Choosing a trade neither reads the rows again nor counts them.
        if (before is null || asked with { Trade = before.Trade } != before)
        {
            var isOther = before is null || asked.Query != before.Query;
            await ReadAsync(count: isOther);
        }

        if (_asked == asked)
        {
            await FindAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_countsNext && _asked is { } asked && !_disposed.IsCancellationRequested)
        {
            _countsNext = false;
            await CountAsync(asked.Query, (_counting ?? _disposed).Token);
            StateHasChanged();
        }
    }

    private void ReadAddress() => _view = new HistoryView
    {
        Tickers = HistoryView.Text(Tickers),
        Side = HistoryView.Text(Side),
        PriceFrom = HistoryView.Text(PriceFrom),
        PriceTo = HistoryView.Text(PriceTo),
        SizeFrom = HistoryView.Text(SizeFrom),
        SizeTo = HistoryView.Text(SizeTo),
        From = HistoryView.Text(From),
        To = HistoryView.Text(To),
        Sort = HistoryView.Text(Sort),
        Before = HistoryView.Text(Before),
        After = HistoryView.Text(After),
        Trade = HistoryView.Text(Chosen),
    };

    private async Task ReadListsAsync()
    {
        try
        {
            await Lists.ReadAsync(_disposed.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away, and with it all that is asked for here, which says so.
        }
    }

    private void Judge()
    {
        var arguments = new QueryArguments();
        var tickers = Lists.Current.Expand(_view.Tickers, out var missing);
        var asked = (_view with { Tickers = tickers }).Read(arguments);
        if (!missing.IsEmpty)
        {
            arguments.Add("tickers", $"{string.Join("; ", missing.Select(WatchlistSet.Missing))}.");
        }

        _problems = arguments.Problems;
        _asked = arguments.AreValid ? asked : null;
        if (_asked is null)
        {
            _reading?.Cancel();
            _counting?.Cancel();
            // The rows stay: they answer the question before, and a slip in a field takes nothing away.
            (_isReading, _isCounting, _countsNext) = (false, false, false);
        }
    }

    private Task ReadAgainAsync() => _asked is null ? Task.CompletedTask : ReadAsync(count: true);

    private async Task ReadAsync(bool count)
    {
        // What is under way is cancelled in the database, too. Its source is left to the collector: a command may hold on to it.
        _reading?.Cancel();
        var reading = _reading = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        (_isReading, _problem) = (true, null);
        if (count)
        {
            _counting?.Cancel();
            _counting = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
            (_totals, _totalsProblem, _isCounting, _countsNext) = (null, null, true, true);
        }

        try
        {
            var (view, asked) = (_view, _asked!);
            var turn = await HistoryTurn.ReadAsync(History, asked, reading.Token);
            if (!reading.IsCancellationRequested)
            {
                (_answer, _isReading) = (new HistoryAnswer(turn, view, asked.Sort, Time.GetUtcNow().UtcDateTime), false);
                if (count && turn.IsAll)
                {
                    // A count of its own would be of a later moment, and of more rows than are shown. It may have begun.
                    _counting!.Cancel();
                    (_totals, _totalsAt, _isCounting, _countsNext) = (TradeTotals.Of(turn.Rows), _answer.At, false, false);
                }

                _empty = turn.Rows.Count > 0 || turn.SearchedTo is not null ? null : Why();
            }
        }
        catch (Exception exception) when (reading.IsCancellationRequested || exception is OperationCanceledException)
        {
            // Another question took its place.
        }
        catch (Exception exception)
        {
            (_answer, _empty, _isReading, _problem) = (null, null, false, $"Trades can't be read now: {Reason(exception)}");
        }
    }

    private async Task CountAsync(TradeQuery query, CancellationToken cancellationToken)
    {
        try
        {
            var totals = await History.TotalsAsync(query, cancellationToken);
            if (_asked?.Query == query && !cancellationToken.IsCancellationRequested)
            {
                (_totals, _totalsAt, _isCounting) = (totals, Time.GetUtcNow().UtcDateTime, false);
            }
        }
        catch (Exception exception)
        {
            if (_asked?.Query == query && !cancellationToken.IsCancellationRequested)
            {
                (_isCounting, _totalsProblem) = (false, Reason(exception));
            }
        }
    }

    private async Task FindAsync()
    {
        (_found, _missing) = ([], null);
        if (_disposed.IsCancellationRequested || _asked?.Trade is not { } id)
        {
            return;
        }

        try
        {
            var found = await History.FindAsync(id, _disposed.Token);
            if (_asked?.Trade == id)
            {
                (_found, _missing) = (found, found.Count > 0 ? null : "No stored trade has this id. It may be older than what is kept.");
            }
        }
        catch (Exception exception) when (!_disposed.IsCancellationRequested)
        {
            _missing = $"The trade can't be read now: {Reason(exception)}";
        }
        catch (OperationCanceledException)
        {
        }
    }

    private Emptiness Why() => _view.IsFiltered
        ? new Emptiness("No stored trade is like that", "Ask for less: clear a price, a size or the time, or", HistoryView.Path, "show all trades")
        : new Emptiness("No trades stored yet",
            "They are here as soon as one has been read from Kafka. To send some,", "/producer", "start the producer");

    private static string Reason(Exception exception) => exception.GetBaseException() is TimeoutException
        ? $"the database took longer than {TradeSql.Limit.TotalSeconds:N0} s. Choose tickers or a shorter time."
        : $"{exception.GetBaseException().Message}.";

    private Task ChangeAsync(Func<HistoryView, HistoryView> change)
    {
        _view = change(_view);
        Address.Go(_view.Uri);
        return AskAsync();
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }
}
