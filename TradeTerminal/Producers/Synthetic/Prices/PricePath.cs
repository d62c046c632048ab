namespace TradeTerminal.Producers.Synthetic.Prices;

/// <summary>
/// A random path through time, as far from zero as a price with a yearly volatility of 1 strays, in logarithms.
/// It is a function of name and time alone: whoever asks, in whatever order and after whatever restart, gets the
/// same value, from 1970 on. One caller at a time.
/// </summary>
/// <remarks>
/// Brownian motion in a trading time of its own, after Mandelbrot, Fisher and Calvet, "A Multifractal Model of
/// Asset Returns" (1997), so that busy and calm times come in clusters of every length. Both are made by halving
/// blocks of 97 days: a half gets a random share of the variance of the whole, around its share of the trading
/// day, and the middle is drawn as in a Brownian bridge. Between the points of the last halving, a sixteenth of a
/// second apart, it is a straight line.
/// </remarks>
internal sealed class PricePath(string name)
{
    private const int Depth = 27;
    private const long Step = TimeSpan.TicksPerSecond / 16;
    private const double TradingDays = 252;

    /// <summary>How unevenly trading time passes: the spread of the logarithm of the odds at each halving.</summary>
    private const double Unevenness = 0.3;

    /// <summary>Spread of the values at the ends of blocks: the path comes back from wherever it strays.</summary>
    private const double Anchor = 0.35;

    private readonly ulong _name = Hash(name);
    private readonly Stretch[] _path = [.. Enumerable.Repeat(new Stretch(long.MinValue, 0, 0, 0), Depth + 1)];

    public double At(DateTime utc)
    {
        var (step, within) = Math.DivRem(utc.Ticks - DateTime.UnixEpoch.Ticks, Step);
        var depth = Depth;
        while (depth >= 0 && _path[depth].Index != step >> (Depth - depth))
        {
            depth--;
        }

        if (depth < 0)
        {
            _path[depth = 0] = Block(step >> Depth);
        }

        for (; depth < Depth; depth++)
        {
            _path[depth + 1] = Half(_path[depth], depth, step >> (Depth - depth - 1));
        }

        var last = _path[Depth];
        return last.From + ((last.To - last.From) * within / Step);
    }

    private Stretch Block(long index)
    {
        var passed = TradingDay.Passed(Time(index + 1, 0)) - TradingDay.Passed(Time(index, 0));
        return new Stretch(
            index, Anchor * Normal(Draw(index, -1)).First, Anchor * Normal(Draw(index + 1, -1)).First,
            passed / TradingDay.Whole / TradingDays);
    }

    private Stretch Half(Stretch whole, int depth, long index)
    {
        var (from, middle, to) = (
            TradingDay.Passed(Time(whole.Index, depth)), TradingDay.Passed(Time((whole.Index * 2) + 1, depth + 1)),
            TradingDay.Passed(Time(whole.Index + 1, depth)));
        var (first, second) = Normal(Draw(whole.Index, depth));
        var odds = (middle - from) / (to - middle) * Math.Exp(Unevenness * first);
        var share = odds / (1 + odds);
        var value = whole.From + ((whole.To - whole.From) * share) + (second * Math.Sqrt(whole.Variance * share * (1 - share)));
        return (index & 1) == 0
            ? new Stretch(index, whole.From, value, whole.Variance * share)
            : new Stretch(index, value, whole.To, whole.Variance * (1 - share));
    }

    private static DateTime Time(long index, int depth) => DateTime.UnixEpoch.AddTicks((index << (Depth - depth)) * Step);

    private ulong Draw(long index, int depth) => Mix(_name ^ Mix((ulong)index + ((ulong)(depth + 1) << 56)));

    /// <summary>Two independent draws from the normal distribution, after Box and Muller.</summary>
    private static (double First, double Second) Normal(ulong draw)
    {
        var radius = Math.Sqrt(-2 * Math.Log(((draw >> 32) + 0.5) / 4294967296.0));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (uint)draw / 4294967296.0);
        return (radius * cosine, radius * sine);
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static ulong Hash(string text) => text.Aggregate(0UL, (hash, letter) => Mix(hash ^ letter));

    private readonly record struct Stretch(long Index, double From, double To, double Variance);
}
