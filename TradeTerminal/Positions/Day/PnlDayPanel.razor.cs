using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Days;
using TradeTerminal.Positions.Data;

namespace TradeTerminal.Positions.Day;

/// <summary>Profit and loss as it went since 00:00 UTC, or on the day before; its last point is what the page says.</summary>
public sealed partial class PnlDayPanel
{
    /// <summary>Which traders are the worst is asked anew this often; lines that come and go can't be followed.</summary>
    private static readonly TimeSpan ChoiceGap = TimeSpan.FromMinutes(1);

    private PnlQuestion _question;
    private DateTime _chosenAt;
    private DayAnswer<PnlPoint>? _answer;
    private PositionsSnapshot? _book;
    private PnlPicture _picture = PnlPicture.Empty;
    private ImmutableArray<PnlRow> _rows = [];
    private PictureChoice _shown;

    /// <summary>Whose <see cref="PositionsView.Day"/> is shown.</summary>
    [Parameter, EditorRequired]
    public PositionsView View { get; set; } = PositionsView.All;

    [Parameter]
    public EventCallback<Func<PositionsView, PositionsView>> OnChange { get; set; }

    [Inject]
    private PositionsBoard Board { get; set; } = null!;

    [Inject]
    private PnlDayStore Store { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromSeconds(1);

    private bool IsTraders => View.Day.Has(PositionsView.ByTrader);

    private bool IsYesterday => View.Day.Has(PositionsView.Yesterday);

    private string Says => $"{(IsTraders ? "unrealized" : "realized + unrealized")}, {(IsYesterday ? "the day before" : "today")}{Chosen}";

    private string Chosen => IsTraders && Board.Current.TraderTotals.Count > PnlNow.MostTraders
        ? $" · the {PnlNow.MostTraders} worst of {Format.Count(Board.Current.TraderTotals.Count)} traders"
        : _picture.Left > 0 ? $" · {Format.Count(_picture.Left)} smaller in the sum only" : "";

    private string Summary => $"Profit and loss over the day by {(IsTraders ? "trader" : "commodity")}: "
        + string.Join(", ", _picture.Curves.Select(curve => $"{NameOf(curve)} {Format.Pnl(curve.Last)}"));

    protected override void OnParametersSet()
    {
        // Other lines or another day are asked for at once.
        _chosenAt = _shown == View.Day ? _chosenAt : default;
        _shown = View.Day;
        Read();
    }

    protected override Task OnMarketAsync()
    {
        if (Read())
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    private Task Toggle(string word) => OnChange.InvokeAsync(view => view with { Day = view.Day.Toggle(word) });

    /// <summary>True when there is something to draw anew.</summary>
    private bool Read()
    {
        var (now, book, before) = (UtcNow, Board.Current, (_question, _answer, _book));
        if (now - _chosenAt >= ChoiceGap || now.Date != _chosenAt.Date)
        {
            var day = DateOnly.FromDateTime(now).AddDays(IsYesterday ? -1 : 0);
            (_question, _chosenAt) = (new PnlQuestion(day, IsTraders ? PnlNow.TradersOf(book) : null), now);
        }

        // The figures of now are no part of another day.
        (_answer, _book) = (Store.Newest(_question), IsYesterday ? null : book);
        if ((_question, _answer, _book) == before)
        {
            return false;
        }

        var newest = PnlNow.Of(book, _question, now);
        _picture = _answer is null
            ? PnlPicture.Empty
            : PnlPicture.Of(_question.Day.ToDateTime(default, DateTimeKind.Utc), _answer.Rows, newest);
        _rows = _answer is null ? [] : PnlRow.Of([.. _answer.Rows, .. newest], [.. _picture.Curves.Select(curve => curve.Name)]);
        return true;
    }

    private static string NameOf(PnlCurve curve) => curve.Name.Length == 0 ? "All" : curve.Name;

    private static string Class(PnlCurve curve) => curve.Colour == 0 ? "all" : $"series-{curve.Colour}";

    /// <summary>Ticks are round; the sign alone would say as much.</summary>
    private static string Money(decimal tick) => tick == 0 ? "0" : $"{(tick < 0 ? "−" : "+")}{Format.Volume(Math.Abs(tick), 1_000_000)}";
}
