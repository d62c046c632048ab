using Microsoft.AspNetCore.Components;
using TradeTerminal.Settings;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>
/// Pages through what was rejected. Reads the database when asked to, never by itself while messages keep being
/// rejected: a flood of them must not become a flood of queries.
/// </summary>
public sealed partial class RejectList : IDisposable
{
    private const int PageSize = 20;

    private readonly CancellationTokenSource _disposed = new();
    private readonly Stack<RejectCursor?> _pages = new([null]);
    private int _turn;
    private IReadOnlyList<RejectedMessage>? _rows;
    private bool _hasMore;
    private string? _reason;
    private string? _problem;
    private long _totalRead;
    private bool _wasUp;

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    /// <summary>How many the feed has rejected in all; more than when the list was read means there are new ones.</summary>
    [Parameter, EditorRequired]
    public long Total { get; set; }

    /// <summary>Whether the feed reaches the database; when it does again, a failed read is tried again.</summary>
    [Parameter, EditorRequired]
    public bool IsUp { get; set; }

    [Inject]
    private RejectStore Store { get; set; } = null!;

    protected override Task OnInitializedAsync() => ReadAsync(null);

    protected override Task OnParametersSetAsync()
    {
        var isBack = IsUp && !_wasUp;
        _wasUp = IsUp;
        return isBack && _problem is not null ? ReadAsync(_pages.Peek()) : Task.CompletedTask;
    }

    private Task ChooseAsync(ChangeEventArgs change)
    {
        _reason = change.Value is string { Length: > 0 } reason ? reason : null;
        return ReadAsync(null);
    }

    private Task OlderAsync()
    {
        // A second click may come before the first has brought other rows.
        var older = RejectCursor.Of(_rows![^1]);
        if (_pages.Peek() != older)
        {
            _pages.Push(older);
        }

        return ReadAsync(_pages.Peek());
    }

    private Task NewerAsync()
    {
        // A second click may come before the button knows that the first has reached the newest page.
        if (_pages.Count > 1)
        {
            _pages.Pop();
        }

        return ReadAsync(_pages.Peek());
    }

    /// <summary>One row more than shown tells whether there is another page.</summary>
    private async Task ReadAsync(RejectCursor? before)
    {
        if (before is null)
        {
            _pages.Clear();
            _pages.Push(null);
        }

        var turn = ++_turn;
        try
        {
            var total = Total;
            var rows = await Store.ReadAsync(_reason, before, PageSize + 1, _disposed.Token);
            if (turn != _turn)
            {
                // Something else was asked for meanwhile.
                return;
            }

            _rows = [.. rows.Take(PageSize)];
            _hasMore = rows.Count > PageSize;
            _totalRead = total;
            _problem = null;
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            _problem = exception.GetBaseException().Message;
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }
}
