using TradeTerminal.Controls;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>Whether what waits grows or falls.</summary>
/// <param name="Records">Messages that wait now.</param>
/// <param name="PerSecond">By how many a second they have grown of late; falling is below zero.</param>
internal sealed record LagTrend(long Records, double PerSecond)
{
    /// <summary>Over so much of the time before it is measured.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>Less is no trend.</summary>
    private const double Least = 0.5;

    public static readonly LagTrend None = new(0, 0);

    /// <summary>How long until nothing waits, if it goes on like that; null where it does not fall, or nothing waits.</summary>
    public TimeSpan? ClearsIn => Records > 0 && PerSecond < -Least ? TimeSpan.FromSeconds(Records / -PerSecond) : null;

    /// <summary><c>falls by 320 a second, clear in 14 s</c>, <c>grows by 50 a second</c>, <c>steady</c>, <c>nothing waits</c>.</summary>
    public string Words => Records == 0 ? "nothing waits"
        : ClearsIn is { } clears ? $"falls by {Format.Rate(-PerSecond)} a second, clear in {Format.Age(clears)}"
        : PerSecond > Least ? $"grows by {Format.Rate(PerSecond)} a second"
        : "steady";

    /// <summary>From the first to the last of the samples, which are in the order of time.</summary>
    public static LagTrend Of(IReadOnlyCollection<LagSample> samples)
    {
        if (samples.Count == 0)
        {
            return None;
        }

        var (first, last) = (samples.First(), samples.Last());
        var seconds = (last.At - first.At).TotalSeconds;
        return new LagTrend(last.Records, seconds > 0 ? (last.Records - first.Records) / seconds : 0);
    }
}

/// <summary>Messages that waited at a moment, UTC.</summary>
internal readonly record struct LagSample(DateTime At, long Records);
