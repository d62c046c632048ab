using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Positions.Day;

/// <summary>The moments of a UTC day at which profit and loss is told: 00:00 and every five minutes, as far as they have come.</summary>
internal readonly record struct DayGrid(DateTime From, int Count)
{
    public static readonly TimeSpan Step = TraderStepWriter.Step.Width;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static DayGrid Of(DateOnly day, DateTime utcNow)
    {
        var from = day.ToDateTime(default, DateTimeKind.Utc);
        var gone = utcNow - from;
        return new DayGrid(from, gone < TimeSpan.Zero ? 0 : (int)((gone < Day ? gone : Day).Ticks / Step.Ticks) + 1);
    }

    /// <summary>The last moment.</summary>
    public DateTime To => At(Math.Max(Count, 1) - 1);

    /// <summary>It in pieces, each of which begins at the last moment of the one before.</summary>
    public IReadOnlyList<DayGrid> Pieces(TimeSpan width)
    {
        var (grid, steps) = (this, (int)(width.Ticks / Step.Ticks));
        return
        [
            .. Enumerable.Range(0, Math.Max(1, (Count - 2 + steps) / steps))
                .Select(i => new DayGrid(grid.At(i * steps), Math.Min(grid.Count - (i * steps), steps + 1))),
        ];
    }

    public DateTime At(int index) => From + (Step * index);

    /// <summary>The first moment that comes after a time; <see cref="Count"/> and more when there is none.</summary>
    public int After(DateTime time) => time < From ? 0 : (int)Math.Min(Count, ((time - From).Ticks / Step.Ticks) + 1);
}
