using Microsoft.AspNetCore.Components;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Resubmissions;
using TradeTerminal.Settings;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>
/// Pages through what was rejected. Reads the database when asked to, never by itself while messages keep being
/// rejected: a flood of them must not become a flood of queries. What became of those that were sent again it reads when that is known.
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
    private string? _feed;
    private string? _resubmitted;
    private RejectId? _opened;
    private bool _isForAll;
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

    /// <summary>By whose topics the list can be narrowed down.</summary>
    [Parameter]
    public IReadOnlyList<FeedStatus> Feeds { get; set; } = [];

    [Inject]
    private RejectStore Store { get; set; } = null!;

    [Inject]
    private ResubmissionWatch Watch { get; set; } = null!;

    private bool IsFiltered => (_reason ?? _feed ?? _resubmitted) is not null;

    protected override Task OnInitializedAsync()
    {
        Watch.Settled += ReadOutcomes;
        return ReadAsync(null);
    }

    protected override Task OnParametersSetAsync()
    {
        var isBack = IsUp && !_wasUp;
        _wasUp = IsUp;
        return isBack && _problem is not null ? ReadAsync(_pages.Peek()) : Task.CompletedTask;
    }

    private Task ChooseAsync(ChangeEventArgs change)
    {
        _reason = Chosen(change);
        _isForAll &= _reason is not null;
        return ReadAsync(null);
    }

    private Task ChooseFeedAsync(ChangeEventArgs change)
    {
        _feed = Chosen(change);
        return ReadAsync(null);
    }

    private Task ChooseResubmittedAsync(ChangeEventArgs change)
    {
        _resubmitted = Chosen(change);
        return ReadAsync(null);
    }

    private static string? Chosen(ChangeEventArgs change) => change.Value is string { Length: > 0 } chosen ? chosen : null;

    private void Open(RejectedMessage row) => _opened = _opened == RejectId.Of(row) ? null : RejectId.Of(row);

    private Task CloseAsync(bool isSent)
    {
        _opened = null;
        return isSent ? ReadAsync(_pages.Peek()) : Task.CompletedTask;
    }

    /// <summary>On another thread.</summary>
    private void ReadOutcomes() => _ = InvokeAsync(async () =>
    {
        if (!_disposed.IsCancellationRequested && _rows?.Any(row => Outcomes.IsOpen(row.Outcome)) == true)
        {
            await ReadAsync(_pages.Peek());
            StateHasChanged();
        }
    });

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
            var topic = Feeds.FirstOrDefault(feed => feed.Name == _feed)?.Topic;
            var rows = await Store.ReadAsync(new RejectQuery(_reason, topic, _resubmitted), before, PageSize + 1, _disposed.Token);
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
        Watch.Settled -= ReadOutcomes;
        _disposed.Cancel();
        _disposed.Dispose();
    }
}
