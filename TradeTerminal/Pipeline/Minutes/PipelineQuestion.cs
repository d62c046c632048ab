using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>The time from <see cref="From"/> to before <see cref="To"/>, UTC, in columns of <see cref="Step"/>, of one feed.</summary>
public readonly record struct PipelineQuestion(string Feed, DateTime From, DateTime To, TimeSpan Step)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public int Columns => (int)((To - From) / Step);

    /// <param name="feed">Its name.</param>
    /// <param name="span">How much is shown.</param>
    /// <param name="at">What lies in the middle, where that is not ahead; null for what ends with the column that runs.</param>
    /// <param name="utcNow">This moment.</param>
    public static PipelineQuestion Of(string feed, PipelineSpan span, DateTime? at, DateTime utcNow)
    {
        var (step, length) = (span.Step, span.Length);
        if (step < Hour && at is { } old && utcNow - old > TimeSpan.FromDays(PipelineTables.MinuteDays) - length)
        {
            // Of what is that old only hours are kept.
            (step, length) = (Hour, TimeSpan.FromDays(1));
        }

        var newest = Interval.BucketOf(utcNow, step) + step;
        var end = at is { } middle && middle < utcNow ? Interval.BucketOf(middle + (length / 2), step) : newest;
        end = end < newest ? end : newest;
        return new PipelineQuestion(feed, end - length, end, step);
    }

    /// <summary>From 0 at the left to 1 at the right; what lies beyond is at the edge.</summary>
    public decimal ShareOf(DateTime time) => Math.Clamp((time - From).Ticks / (decimal)(To - From).Ticks, 0, 1);

    /// <summary>Moments for the axis, so few that they can be read: beginnings of columns.</summary>
    public IEnumerable<DateTime> Ticks()
    {
        var every = (To - From) switch
        {
            { TotalHours: <= 1 } => TimeSpan.FromMinutes(10),
            { TotalDays: <= 1 } => TimeSpan.FromHours(3),
            _ => TimeSpan.FromDays(1),
        };
        for (var tick = Interval.BucketOf(From, every) + every; tick < To; tick += every)
        {
            yield return tick;
        }
    }
}
