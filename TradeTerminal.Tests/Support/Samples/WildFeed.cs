using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>
/// The messages of a feed without end, each with the partition of its key: what its producer makes up in a market
/// wild enough for every rule, one in ten sent again, some ahead of others, some much later, and poison in between.
/// Event time passes by the number of messages, now and then by more than any cool-down.
/// </summary>
internal sealed class WildFeed : IDisposable
{
    internal const int Partitions = 3;

    private const int Mixed = 24;

    private static readonly TimeSpan PerMessage = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(16);
    private static readonly byte[]?[] Poison =
        [null, [], [0, 1, 2, 0xFF], "{}"u8.ToArray(), "not json"u8.ToArray(), "{\"symbol\":null}"u8.ToArray(), new byte[70_000]];

    private readonly List<SyntheticEvent> _step = [];
    private readonly List<SyntheticEvent> _ready = [];
    private readonly List<SyntheticEvent> _late = [];
    private readonly List<SyntheticEvent> _sent = [];
    private readonly ISyntheticFeed _feed;
    private readonly Random _random;
    private DateTime _at;

    /// <param name="name">Of the feed.</param>
    /// <param name="seed">The same gives the same messages.</param>
    /// <param name="start">Event time of the first.</param>
    internal WildFeed(string name, int seed, DateTime start)
    {
        (_feed, _random, _at) = (WildMarket.Of(name, seed), new Random(seed), start);
    }

    /// <summary>One message in so many is followed by silence.</summary>
    internal int MessagesPerGap { get; init; } = 5_000;

    public void Dispose() => (_feed as IDisposable)?.Dispose();

    internal List<(int Partition, byte[]? Message)> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private (int Partition, byte[]? Message) Next()
    {
        if (_random.Next(40) == 0)
        {
            return (_random.Next(Partitions), Poison[_random.Next(Poison.Length)]);
        }

        if (_sent.Count > 0 && _random.Next(10) == 0)
        {
            return Place(_sent[_random.Next(_sent.Count)]);
        }

        var next = Draw();
        _sent.Add(next);
        if (_sent.Count > 500)
        {
            _sent.RemoveAt(0);
        }

        return Place(next);
    }

    private SyntheticEvent Draw()
    {
        while (_ready.Count < Mixed)
        {
            Advance();
        }

        var from = _late.Count > 20 || (_late.Count > 0 && _random.Next(25) == 0) ? _late : _ready;
        var index = from == _late || _random.Next(4) == 0 ? _random.Next(Math.Min(from.Count, Mixed)) : 0;
        var drawn = from[index];
        from.RemoveAt(index);
        return drawn;
    }

    private void Advance()
    {
        _step.Clear();
        _feed.Advance(_at, _step);
        foreach (var made in _step)
        {
            (_random.Next(25) == 0 ? _late : _ready).Add(made);
            _at += PerMessage;
            if (_random.Next(MessagesPerGap) == 0)
            {
                _at += Gap;
            }
        }
    }

    private static (int Partition, byte[]? Message) Place(SyntheticEvent made) => (made.Key.Sum(letter => letter) % Partitions, made.Value);
}
