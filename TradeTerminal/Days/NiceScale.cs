namespace TradeTerminal.Days;

/// <summary>An axis that begins and ends at round numbers: 1, 2 or 5 times a power of ten, zero among them.</summary>
internal readonly record struct NiceScale(decimal Low, decimal High, decimal Step)
{
    /// <summary>Around the figures and zero, in about <paramref name="steps"/> steps; from 0 to 1 where all are zero.</summary>
    public static NiceScale Of(decimal lowest, decimal highest, int steps)
    {
        var (low, high) = (Math.Min(lowest, 0), Math.Max(highest, 0));
        if (low == high)
        {
            return new NiceScale(0, 1, 1);
        }

        var step = Round((high - low) / steps);
        return new NiceScale(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    public decimal Zero => ShareOf(0);

    /// <summary>From 0 at the bottom to 1 at the top.</summary>
    public decimal ShareOf(decimal value) => (value - Low) / (High - Low);

    public IEnumerable<decimal> Ticks()
    {
        for (var tick = Low; tick <= High; tick += Step)
        {
            yield return tick;
        }
    }

    private static decimal Round(decimal rough)
    {
        var power = 1m;
        for (; power * 10 <= rough; power *= 10)
        {
        }

        for (; power > rough && power > 0.01m; power /= 10)
        {
        }

        return (rough / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }
}
