using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Settings;

namespace TradeTerminal.Watchlists;

/// <summary>Makes, orders, renames and deletes the watchlists. Each change is stored at once.</summary>
public sealed partial class WatchlistsPage
{
    private const int MostNamed = 10;

    private readonly CancellationTokenSource _disposed = new();
    private string _name = "";
    private string _text = "";
    private string _said = "";
    private string? _problem;
    private string? _edited;
    private Watchlist? _deleted;

    [Inject]
    private WatchlistBook Lists { get; set; } = null!;

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Inject]
    private SymbolCatalogue Catalogue { get; set; } = null!;

    private Watchlist? Edited => _edited is null ? null : Lists.Current.Find(_edited);

    private string MakeWord => Watchlist.NameOf(_name) is { } name && Lists.Current.Find(name) is not null ? $"Add to {name}" : "Make the list";

    public void Dispose()
    {
        Lists.Changed -= Follow;
        _disposed.Cancel();
        _disposed.Dispose();
    }

    protected override void OnInitialized() => Lists.Changed += Follow;

    private void Follow() => _ = InvokeAsync(StateHasChanged);

    /// <summary>What can be no symbol stays in the field, so that nothing that was pasted is lost.</summary>
    private async Task MakeAsync()
    {
        var read = WatchlistText.Read(_text);
        var name = Watchlist.NameOf(_name) ?? _name;
        if (read.Symbols.IsEmpty)
        {
            (_problem, _said, _deleted) = ($"Paste at least one symbol, {Symbol.Rule}, with commas, spaces or new lines between them.", "", null);
            return;
        }

        await Catalogue.RefreshAsync();
        var known = Catalogue.Current;
        var unknown = read.Symbols.Where(symbol => !known.HasSymbol(symbol)).ToList();
        var before = Lists.Current.Find(name);
        var list = new Watchlist(name, [.. (before?.Symbols ?? []).Union(read.Symbols)]);
        var did = before is null
            ? $"Made {name} with {Counted(list.Symbols.Length)}."
            : $"Added {Counted(list.Symbols.Length - before.Symbols.Length)} to {name}.";
        var words = $"{did}{Named(" Nothing is stored of", unknown, "; kept all the same")}{Named(" Left in the field, for it can be no symbol:", read.Wrong, "")}";
        if (await TryAsync(() => Lists.SaveAsync(list, _disposed.Token), words))
        {
            (_name, _text) = (read.Wrong.IsEmpty ? "" : _name, string.Join(' ', read.Wrong));
        }
    }

    private void Edit(Watchlist list) => _edited = _edited == list.Name ? null : list.Name;

    private Task ChangeAsync(Watchlist list) => list.Symbols.IsEmpty
        ? DeleteAsync(Lists.Current.Find(list.Name) ?? list)
        : TryAsync(() => Lists.SaveAsync(list, _disposed.Token), "");

    private async Task RenameAsync(string to)
    {
        var from = _edited!;
        if (await TryAsync(() => Lists.RenameAsync(from, to, _disposed.Token), $"{from} is now {Watchlist.NameOf(to)}."))
        {
            _edited = Watchlist.NameOf(to);
        }
    }

    private async Task DeleteAsync(Watchlist list)
    {
        if (await TryAsync(() => Lists.DeleteAsync(list.Name, _disposed.Token), $"Deleted {list.Name}."))
        {
            (_deleted, _edited) = (list, _edited == list.Name ? null : _edited);
        }
    }

    private Task<bool> UndoAsync()
    {
        var list = _deleted!;
        return TryAsync(() => Lists.SaveAsync(list, _disposed.Token), $"{list.Name} is back.");
    }

    private async Task<bool> TryAsync(Func<Task> change, string words)
    {
        (_problem, _said, _deleted) = (null, "", null);
        try
        {
            await change();
            _said = words;
            return true;
        }
        catch (WatchlistException exception)
        {
            _problem = exception.Message;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = $"Not saved, the database can't be reached now: {exception.GetBaseException().Message}";
        }

        return false;
    }

    private static string Counted(int symbols) => symbols == 1 ? "1 symbol" : $"{Format.Count(symbols)} symbols";

    private static string Named(string before, IReadOnlyCollection<string> names, string after)
    {
        var more = names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "";
        return names.Count == 0 ? "" : $"{before} {string.Join(", ", names.Take(MostNamed).Select(Format.Quoted))}{more}{after}.";
    }
}
