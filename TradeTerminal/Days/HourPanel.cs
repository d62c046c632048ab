using System.Collections.Immutable;
using TradeTerminal.Live;

namespace TradeTerminal.Days;

/// <summary>A panel with the hours of today and of the day before. It draws anew when they have changed, or the hour has.</summary>
public abstract class HourPanel<TQuestion, TRow> : LiveComponent
    where TQuestion : notnull
{
    private (TQuestion? Question, DayAnswer<TRow>? Answer, int Hour) _read;

    protected HourColumns Hours { get; private set; } = HourColumns.Empty;

    /// <summary>When <see cref="Hours"/> were read.</summary>
    protected DateTime ReadAt { get; private set; }

    /// <summary>False while nothing is known.</summary>
    protected bool IsRead => _read.Answer is not null;

    protected override TimeSpan MinInterval => TimeSpan.FromSeconds(1);

    private protected abstract DayStore<TQuestion, TRow> Days { get; }

    /// <summary>About two days, of which today is the second.</summary>
    private protected abstract TQuestion QuestionOf(DateOnly today);

    private protected abstract HourColumns ColumnsOf(DateTime today, ImmutableArray<TRow> rows);

    protected override void OnParametersSet() => Read();

    protected override Task OnMarketAsync()
    {
        if (Read())
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    private bool Read()
    {
        var (now, before) = (UtcNow, _read);
        var question = QuestionOf(DateOnly.FromDateTime(now));
        _read = (question, Days.Newest(question), now.Hour);
        if (_read.Equals(before))
        {
            return false;
        }

        (ReadAt, Hours) = (now, ColumnsOf(now.Date, _read.Answer?.Rows ?? []));
        return true;
    }
}
