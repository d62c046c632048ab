namespace TradeTerminal.Pipeline.Incidents;

/// <summary>
/// Tells a surge from a feed's usual flow, by how many messages have come into its log each second. Used by one thread.
/// </summary>
internal sealed class SurgeMeter
{
    /// <summary>So many times the usual is a surge.</summary>
    public const int Times = 10;

    /// <summary>Fewer in a second are none, however quiet it was.</summary>
    public const int Least = 200;

    /// <summary>Seconds that must have been seen before anything is unusual.</summary>
    public const int Learns = 30;

    private const int Remembered = 300;

    /// <summary>A pause shorter than that belongs to it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Queue<long> _usual = new();
    private long _sum;
    private long _least;
    private (long Arrived, DateTime At)? _last;
    private Wave? _surge;

    /// <summary>The surge that goes on at this moment, or has ended so lately that it may go on; else null.</summary>
    /// <param name="arrived">How many messages have ever come, as far as is known.</param>
    /// <param name="utcNow">About a second after the last time.</param>
    /// <param name="counts">False where what comes says nothing, as behind a broker that was away.</param>
    public Wave? Add(long arrived, DateTime utcNow, bool counts)
    {
        var last = _last;
        _last = (arrived, utcNow);
        if (last is not { } before || !counts || arrived < before.Arrived)
        {
            Forget();
            return _surge = null;
        }

        var came = arrived - before.Arrived;
        if (_surge is null)
        {
            _least = Math.Max(Least, _usual.Count == 0 ? 0 : Times * _sum / _usual.Count);
        }

        if (_usual.Count >= Learns && came >= (_surge is null ? _least : _least / 2))
        {
            return _surge = new Wave(_surge?.Since ?? before.At, utcNow, (_surge?.Messages ?? 0) + came);
        }

        if (_surge is not null && utcNow - _surge.Until < Pause)
        {
            return _surge;
        }

        _surge = null;
        Remember(came);
        return null;
    }

    private void Forget()
    {
        _usual.Clear();
        _sum = 0;
    }

    private void Remember(long came)
    {
        _usual.Enqueue(came);
        _sum += came - (_usual.Count > Remembered ? _usual.Dequeue() : 0);
    }
}
