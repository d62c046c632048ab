using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Settings;

namespace TradeTerminal.SymbolUpkeep;

/// <summary>How much is stored of a symbol, deleting it, and what was deleted.</summary>
public sealed partial class SymbolsPage
{
    private readonly CancellationTokenSource _disposed = new();
    private List<(Feed Feed, SymbolStock Stock)>? _stocks;
    private string? _symbol;
    private string? _counted;
    private Feed? _asked;
    private string _typed = "";
    private string? _mistyped;
    private string _said = "";
    private string? _problem;
    private bool _isBusy;

    [Parameter]
    public string? Name { get; set; }

    /// <summary>The symbols that can't stand in a path.</summary>
    [SupplyParameterFromQuery(Name = "symbol")]
    private string? Asked { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Inject]
    private SymbolDeletions Deletions { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The page about a symbol.</summary>
    public static string Of(string symbol) => 
        AddressText.IsPath(symbol) ? $"/symbols/{AddressText.Path(symbol)}" : $"/symbols?symbol={AddressText.Query(symbol)}";

    public void Dispose()
    {
        Deletions.Changed -= Follow;
        _disposed.Cancel();
        _disposed.Dispose();
    }

    protected override void OnInitialized() => Deletions.Changed += Follow;

    protected override void OnParametersSet()
    {
        var symbol = Symbol.TryParse(string.IsNullOrEmpty(Name) ? Asked : Name, out var parsed) ? parsed : null;
        if (symbol != _symbol)
        {
            (_symbol, _counted, _stocks, _asked, _said, _problem) = (symbol, null, null, null, "", null);
        }
    }

    /// <summary>Counting may take a second: the page is there before.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_symbol is { } symbol && _counted != symbol)
        {
            _counted = symbol;
            await CountAsync(symbol);
            StateHasChanged();
        }
    }

    private void Follow() => _ = InvokeAsync(async () =>
    {
        if (_symbol is { } symbol && !_isBusy && !_disposed.IsCancellationRequested)
        {
            _problem = null;
            await CountAsync(symbol);
        }

        StateHasChanged();
    });

    private async Task CountAsync(string symbol)
    {
        try
        {
            var stocks = new List<(Feed, SymbolStock)>();
            foreach (var feed in FeedCatalog.All)
            {
                var stock = await Deletions.CountAsync(feed, symbol, _disposed.Token);
                if (!stock.IsEmpty)
                {
                    stocks.Add((feed, stock));
                }
            }

            _stocks = symbol == _symbol ? stocks : _stocks;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = symbol == _symbol ? $"It could not be counted: {exception.GetBaseException().Message}. Load the page again." : _problem;
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private void Ask(Feed feed) => (_asked, _typed, _mistyped, _said, _problem) = (_asked == feed ? null : feed, "", null, "", null);

    private async Task DeleteAsync()
    {
        if (_isBusy || _asked is not { } feed || _symbol is not { } symbol)
        {
            return;
        }

        if (!_typed.Trim().Equals(symbol, StringComparison.OrdinalIgnoreCase))
        {
            _mistyped = $"Type {symbol}, or nothing is deleted.";
            return;
        }

        (_asked, _isBusy, _said) = (null, true, $"Deleting {symbol} in feed {Format.FeedName(feed.Name)}. It goes on when you leave this page.");
        try
        {
            var (_, ended) = await Deletions.DeleteAsync(feed, symbol, CancellationToken.None);
            StateHasChanged();
            _said = $"Deleted {StockWords.Of(feed.Name, (await ended.WaitAsync(_disposed.Token)).Stock)} of {symbol} in feed {Format.FeedName(feed.Name)}.";
        }
        catch (OperationCanceledException)
        {
            // The page was left.
            return;
        }
        catch (Exception exception)
        {
            (_said, _problem) = ("", $"Not all of it is deleted yet: {exception.GetBaseException().Message}. It is tried again by itself.");
        }

        _isBusy = false;
        await CountAsync(symbol);
    }
}
