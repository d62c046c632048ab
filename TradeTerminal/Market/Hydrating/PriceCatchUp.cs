using TradeTerminal.Ingest.Changes;

namespace TradeTerminal.Market.Hydrating;

/// <summary>
/// Prices of other feeds that are committed while those of before are still being read: they wait, and go on top of them. Of the pump,
/// but for <see cref="Read"/>. At most <see cref="Most"/> wait; then the prices begin anew without what is stored.
/// </summary>
internal sealed class PriceCatchUp
{
    private const int Most = 1_000_000;

    private readonly List<CommittedBatch> _waiting = [];
    private Dictionary<TopicPartitionKey, long> _readTo = [];
    private InstrumentBooks? _read;
    private bool _isReading;
    private int _count;

    /// <param name="readTo">The next offset by partition of what is being read.</param>
    public void Begin(IReadOnlyDictionary<TopicPartitionKey, long> readTo)
    {
        _waiting.Clear();
        (_readTo, _read, _isReading, _count) = (new Dictionary<TopicPartitionKey, long>(readTo), null, true, 0);
    }

    /// <summary>Told of the books by whoever has read them; null when they could not be read.</summary>
    public void Read(InstrumentBooks? books) => Volatile.Write(ref _read, books ?? BeginLater());

    /// <summary>False when nothing is being read: the prices of the batch may go into the book.</summary>
    public bool Holds(CommittedBatch batch)
    {
        if (_isReading)
        {
            _waiting.Add(batch);
            _count += batch.EventCount;
            if (_count > Most)
            {
                Read(null);
            }
        }

        return _isReading;
    }

    /// <summary>True when the book has other prices now.</summary>
    public bool TryGoOn(MarketBook book, DateTime utcNow)
    {
        if (!_isReading || Volatile.Read(ref _read) is not { } books)
        {
            return false;
        }

        _isReading = false;
        book.Prices = books;
        book.IsWhole = true;
        book.Seen(utcNow);
        _waiting.ForEach(batch => book.AddPrices(batch, _readTo));
        _waiting.Clear();
        return true;
    }

    private static InstrumentBooks BeginLater()
    {
        var books = MarketBook.EmptyPrices();
        books.BeginLater();
        return books;
    }
}
