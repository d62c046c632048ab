using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>
/// The messages of a topic: trades in disorder, trades again (anywhere later), and poison. It knows what must come of them.
/// </summary>
internal sealed class RandomLog(Random random, DateTime around, int partitions, int firstPartition = 0)
{
    private static readonly byte[]?[] Poison =
        [null, [], [0, 1, 2, 0xFF], "{}"u8.ToArray(), "not json"u8.ToArray(), "{\"trade_id\":null}"u8.ToArray(), new byte[70_000]];

    private readonly RandomTrades _trades = new(random, around) { Partitions = 1 };
    private readonly Dictionary<int, long> _next = [];
    private readonly List<Trade> _sent = [];
    private readonly List<byte[]?> _rejected = [];
    private long _messages;

    internal IEnumerable<int> Partitions => Enumerable.Range(firstPartition, partitions);

    internal IReadOnlyList<Trade> Trades => _sent;

    internal Expected Expected => new([.. _sent.Select(trade => trade.TradeId)], _messages, [.. _rejected]);

    internal List<(int Partition, long Offset, byte[]? Message)> Take(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Place(Next()))];

    /// <summary>Messages for whichever partition.</summary>
    internal byte[]?[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    internal byte[]? Next()
    {
        _messages++;
        switch (random.Next(20))
        {
            case 0:
                var poison = Poison[random.Next(Poison.Length)];
                _rejected.Add(poison);
                return poison;
            case <= 4 when _sent.Count > 0:
                return TradeMessages.Of(_sent[random.Next(Math.Max(0, _sent.Count - 2_000), _sent.Count)]);
            default:
                _sent.Add(_trades.Next());
                return TradeMessages.Of(_sent[^1]);
        }
    }

    private (int, long, byte[]?) Place(byte[]? message)
    {
        var partition = firstPartition + random.Next(partitions);
        var offset = _next.GetValueOrDefault(partition);
        _next[partition] = offset + 1;
        return (partition, offset, message);
    }
}
