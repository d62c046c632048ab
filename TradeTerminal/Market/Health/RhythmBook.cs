using System.Collections.Immutable;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Health;

/// <summary>The newest minutes with a price of one instrument, however long ago, as many as <see cref="Rhythm.OfMinutes"/> looks
/// at.</summary>
internal sealed class RhythmBook
{
    private readonly SortedList<DateTime, MinuteMarks> _minutes = [];

    /// <summary>Oldest first.</summary>
    public ImmutableArray<MinuteMarks> Marks => [.. _minutes.Values];

    /// <summary>Prices of one minute, which may have others already; older minutes than are kept change nothing.</summary>
    public void Add(MinuteMarks marks)
    {
        var minute = Interval.Minute.BucketOf(marks.OpenAt);
        if (_minutes.TryGetValue(minute, out var known))
        {
            _minutes[minute] = new MinuteMarks(
                marks.OpenAt < known.OpenAt ? marks.OpenAt : known.OpenAt,
                marks.CloseAt > known.CloseAt ? marks.CloseAt : known.CloseAt,
                known.Count + marks.Count);
            return;
        }

        _minutes.Add(minute, marks);
        if (_minutes.Count > Rhythm.Minutes + 1)
        {
            _minutes.RemoveAt(0);
        }
    }
}
