using System.Collections;
using System.Collections.Immutable;

namespace TradeTerminal.Market;

/// <summary>
/// Instruments, at most <paramref name="capacity"/> and, after a snapshot, no more than <paramref name="mostBytes"/> of them: those
/// with the newest prices. The one that has been quiet longest gives way.
/// </summary>
internal sealed class InstrumentBooks(int capacity, long mostBytes) : IReadOnlyCollection<InstrumentBook>
{
    private readonly SortedDictionary<Instrument, InstrumentBook> _books = new(Instrument.Order);

    private readonly PriorityQueue<InstrumentBook, DateTime> _byAge = new();
    private bool _isWhole = true;

    public int Count => _books.Count;

    /// <summary>What is stored could not be read: nothing here is whole but what comes from now on.</summary>
    public void BeginLater() => _isWhole = false;

    public IEnumerator<InstrumentBook> GetEnumerator() => _books.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public InstrumentBook? Find(Instrument instrument) => _books.GetValueOrDefault(instrument);

    /// <summary>
    /// The book of an instrument that had a price at this time; null when all that are held have newer ones. Unless it
    /// <paramref name="isFilled"/> with what is stored, a new one may lack what was thrown away.
    /// </summary>
    public InstrumentBook? Open(Instrument instrument, DateTime pricedAt, bool isFilled = false)
    {
        if (_books.TryGetValue(instrument, out var book))
        {
            return book;
        }

        if (_books.Count == capacity)
        {
            var quietest = Quietest();
            if (quietest.LastAt >= pricedAt)
            {
                _byAge.Enqueue(quietest, quietest.LastAt);
                _isWhole = false;
                return null;
            }

            _books.Remove(quietest.Instrument);
            _isWhole = false;
        }

        book = new InstrumentBook(instrument, pricedAt) { CompleteSince = _isWhole || isFilled ? DateTime.MinValue : pricedAt };
        _books.Add(instrument, book);
        _byAge.Enqueue(book, pricedAt);
        return book;
    }

    public ImmutableArray<InstrumentSnapshot> Publish(long version)
    {
        var (shown, bytes) = (Shown(version), _books.Values.Sum(book => (long)book.Bytes));
        if (bytes <= mostBytes)
        {
            return shown;
        }

        for (; bytes > mostBytes && _books.Count > 1; _isWhole = false)
        {
            var quietest = Quietest();
            _books.Remove(quietest.Instrument);
            bytes -= quietest.Bytes;
        }

        return Shown(version);
    }

    private ImmutableArray<InstrumentSnapshot> Shown(long version) =>
        [.. _books.Values.Where(book => book.HasPrice).Select(book => book.Publish(version))];

    /// <summary>
    /// Taken out of the queue. A place in it may be an old one, of a book that had a price since: that one goes back to where it
    /// belongs. So a price costs no look at the queue, and a drop few of them.
    /// </summary>
    private InstrumentBook Quietest()
    {
        while (true)
        {
            _byAge.TryDequeue(out var book, out var at);
            if (book!.LastAt == at)
            {
                return book;
            }

            _byAge.Enqueue(book, book.LastAt);
        }
    }
}
