using System.Runtime.InteropServices;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// The trade ids of one UTC day, eight bytes each: 40 bits of a hash, and in 24 bits the time of the trade to
/// <see cref="BucketMicroseconds"/>, which says where in the day's index to look an id up. It never misses an id it was
/// given; of ten million it takes one in 100,000 others for one of them.
/// </summary>
/// <remarks>An open hash table in the order of the hashes: a step further is the next place in memory.</remarks>
internal sealed class TradeIdFilter
{
    public const int BucketMicroseconds = 1 << 13;

    private const int BucketBits = 24;
    private const int FirstPlaces = 1 << 12;

    // Of this process: nobody outside can choose ids that all fall on one place.
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();
    private static readonly ulong OtherSeed = (ulong)Random.Shared.NextInt64();

    private ulong[] _places = new ulong[FirstPlaces];

    public int Count { get; private set; }

    /// <summary>Which of the day's stretches of <see cref="BucketMicroseconds"/> the time falls in.</summary>
    public static int BucketOf(DateTime at) =>
        (int)(at.TimeOfDay.Ticks / TimeSpan.TicksPerMicrosecond / BucketMicroseconds);

    /// <summary>
    /// Enters the id and adds to <paramref name="buckets"/> where it, or one that looks like it, has been before.
    /// </summary>
    public void Add(Guid id, int bucket, List<int> buckets)
    {
        if (Count >= _places.Length / 5 * 4)
        {
            Grow();
        }

        var hash = Hash(id);
        var entry = (hash << BucketBits) | (uint)bucket;
        var known = false;
        var place = Home(hash);
        for (; _places[place] != 0; place = place + 1 == _places.Length ? 0 : place + 1)
        {
            if (_places[place] >> BucketBits == hash)
            {
                known |= _places[place] == entry;
                buckets.Add((int)(_places[place] & ((1 << BucketBits) - 1)));
            }
        }

        if (!known)
        {
            _places[place] = entry;
            Count++;
        }
    }

    private void Grow()
    {
        var before = _places;
        _places = new ulong[before.Length / 2 * 3];
        foreach (var entry in before)
        {
            if (entry == 0)
            {
                continue;
            }

            var place = Home(entry >> BucketBits);
            while (_places[place] != 0)
            {
                place = place + 1 == _places.Length ? 0 : place + 1;
            }

            _places[place] = entry;
        }
    }

    private int Home(ulong hash) => (int)Math.BigMul(hash << BucketBits, (ulong)_places.Length, out _);

    /// <summary>40 bits, never 0.</summary>
    private static ulong Hash(Guid id)
    {
        var halves = MemoryMarshal.Cast<Guid, ulong>(MemoryMarshal.CreateReadOnlySpan(ref id, 1));
        var high = Math.BigMul(halves[0] ^ Seed, halves[1] ^ OtherSeed, out var low);
        return Math.Max((high ^ low) >> BucketBits, 1);
    }
}
