using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>The incidents, newest first: what this terminal sees at this moment, and what is stored.</summary>
public sealed partial class IncidentList
{
    private const int PageSize = 8;

    private readonly Stack<IncidentCursor?> _pages = new([null]);
    private ImmutableArray<Incident> _rows = [];
    private DateTime _now;
    private string? _kind;
    private bool _isRead;
    private bool _hasMore;
    private int _open;

    [Parameter, EditorRequired]
    public PipelineView View { get; set; } = PipelineView.Default;

    [Parameter, EditorRequired]
    public EventCallback<Func<PipelineView, PipelineView>> OnChange { get; set; }

    [Inject]
    private IncidentBook Book { get; set; } = null!;

    [Inject]
    private IncidentStore Store { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromSeconds(1);

    private string Says => _isRead ? "newest first; kept as long as everything else"
        : Book.IsDatabaseAway ? "older ones can’t be read now" : "older ones are not read yet";

    protected override void OnParametersSet()
    {
        if (_kind != View.Kind)
        {
            _kind = View.Kind;
            _pages.Clear();
            _pages.Push(null);
        }

        Read();
    }

    protected override Task OnMarketAsync()
    {
        Read();
        return base.OnMarketAsync();
    }

    private Task ChooseAsync(ChangeEventArgs change)
    {
        var kind = change.Value is string { Length: > 0 } chosen ? chosen : null;
        return OnChange.InvokeAsync(view => view with { Kind = kind });
    }

    private void Older()
    {
        // A second click may come before the first has brought other rows.
        if (_rows is [.., var last] && IncidentCursor.Of(last) is var older && _pages.Peek() != older)
        {
            _pages.Push(older);
            Read();
        }
    }

    private void Newer()
    {
        if (_pages.Count > 1)
        {
            _pages.Pop();
            Read();
        }
    }

    /// <summary>One row more than shown tells whether there is another page.</summary>
    private void Read()
    {
        _now = UtcNow;
        var question = IncidentQuestion.Newest(View.Kind, _pages.Peek(), PageSize + 1);
        var stored = Store.Newest(question);
        var rows = Store.With(question, stored);
        (_isRead, _hasMore, _rows) = (stored is not null, rows.Length > PageSize, [.. rows.Take(PageSize)]);
        _open = Book.Open.Length;
    }

    /// <summary>Of another day than today.</summary>
    private string? DayOf(DateTime time) => Clock.Day(time) is var day && day != Clock.Day(_now) ? day : null;
}
