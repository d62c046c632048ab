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
    private bool _isTraders;
    private bool _isYesterday;
    private bool _isTable;

    [Inject]
    private PositionsBoard Board { get; set; } = null!;

    [Inject]
    private PnlDayStore Store { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromSeconds(1);

    private string Says => $"realized + unrealized, {(_isYesterday ? "the day before" : "today")}{Chosen}";

    private string Chosen => _isTraders && Board.Current.TraderTotals.Count > PnlNow.MostTraders
        ? $" · the {PnlNow.MostTraders} worst of {Format.Count(Board.Current.TraderTotals.Count)} traders"
        : _picture.Left > 0 ? $" · {Format.Count(_picture.Left)} smaller in the sum only" : "";

    private string Summary => $"Profit and loss over the day by {(_isTraders ? "trader" : "commodity")}: "
        + string.Join(", ", _picture.Curves.Select(curve => $"{NameOf(curve)} {Format.Pnl(curve.Last)}"));

    protected override void OnInitialized()
    {
        base.OnInitialized();
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

    private void Show(bool traders, bool yesterday)
    {
        (_isTraders, _isYesterday, _chosenAt) = (traders, yesterday, default);
        Read();
    }

    /// <summary>True when there is something to draw anew.</summary>
    private bool Read()
    {
        var (now, book, before) = (UtcNow, Board.Current, (_question, _answer, _book));
        if (now - _chosenAt >= ChoiceGap || now.Date != _chosenAt.Date)
        {
            var day = DateOnly.FromDateTime(now).AddDays(_isYesterday ? -1 : 0);
            (_question, _chosenAt) = (new PnlQuestion(day, _isTraders ? PnlNow.TradersOf(book) : null), now);
        }

        // The figures of now are no part of another day.
        (_answer, _book) = (Store.Newest(_question), _isYesterday ? null : book);
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
