using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>The volumes of a symbol's newest ticks, at most <see cref="Size"/>, with their sum.</summary>
internal sealed class VolumeWindow
{
    public const int Size = 20;

    private readonly decimal[] _volumes = new decimal[Size];
    private int _next;

    public int Count { get; private set; }

    public decimal Sum { get; private set; }

    public bool IsFull => Count == Size;

    public void Add(decimal volume)
    {
        Sum += volume - _volumes[_next];
        _volumes[_next] = volume;
        _next = (_next + 1) % Size;
        Count = Math.Min(Count + 1, Size);
    }

    /// <summary>
    /// How many standard deviations (of these volumes as a whole, not of a sample) a volume is from their mean;
    /// 0 when they are all the same. In floating point: it is a measure of oddness, not an amount.
    /// </summary>
    public double ZScore(decimal volume)
    {
        var mean = (double)Sum / Size;
        var squares = 0d;
        foreach (var one in _volumes)
        {
            var distance = (double)one - mean;
            squares += distance * distance;
        }

        var deviation = Math.Sqrt(squares / Size);
        return deviation > 0 ? ((double)volume - mean) / deviation : 0;
    }

    /// <summary>Oldest first.</summary>
    public ImmutableArray<decimal> ToArray()
    {
        var volumes = ImmutableArray.CreateBuilder<decimal>(Count);
        for (var i = 0; i < Count; i++)
        {
            volumes.Add(_volumes[(_next - Count + i + Size) % Size]);
        }

        return volumes.MoveToImmutable();
    }
}
