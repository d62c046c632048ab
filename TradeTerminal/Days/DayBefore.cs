using System.Collections.Immutable;

namespace TradeTerminal.Days;

/// <summary>What a question was answered last, so that the next reading can keep what is over.</summary>
/// <param name="Rows">The answer.</param>
/// <param name="At">When it was begun to be read, UTC.</param>
/// <param name="Turn">How often it has been read since all of it was: each time another part may be read again, for what comes late.</param>
public sealed record DayBefore<TRow>(ImmutableArray<TRow> Rows, DateTime At, int Turn)
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(2);

    /// <summary>Of stretches of time: those that were not over when it was read, and one of the others.</summary>
    public IEnumerable<T> Stale<T>(IReadOnlyCollection<T> all, Func<T, DateTime> endOf) =>
        all.Where((one, at) => endOf(one) > At - Late || at == Turn % all.Count);
}
