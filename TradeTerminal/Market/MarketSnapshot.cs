using System.Collections.Concurrent;
using System.Collections.Immutable;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// The market at one moment, immutable: what every component and the API read. A higher
/// <see cref="Version"/> is newer; versions start again when the terminal does.
/// </summary>
public sealed class MarketSnapshot(long version, DateTimeOffset publishedAt, ImmutableArray<InstrumentSnapshot> tickers)
{
    public const int DefaultWindow = 200;
    public const int LargestWindow = TapeBook.Depth;

    /// <summary>Windows kept to be shared. On a quiet market a snapshot lives long, and choices are without number.</summary>
    private const int MostWindows = 256;

    public static readonly MarketSnapshot Empty = new(0, DateTimeOffset.UnixEpoch, []);

    private readonly ConcurrentDictionary<(string Filter, int Size), MarketWindow> _windows = new();

    public long Version { get; } = version;

    public DateTimeOffset PublishedAt { get; } = publishedAt;

    /// <summary>Of trades, in the order of their symbols.</summary>
    public ImmutableArray<InstrumentSnapshot> Tickers { get; } = tickers;

    /// <summary>Of every other feed, by <see cref="Instrument.Order"/>; those over all venues among them.</summary>
    public ImmutableArray<InstrumentSnapshot> Instruments { get; init; } = [];

    /// <summary>What has prices of its own: the tickers, then the other feeds' symbols at each venue.</summary>
    public IEnumerable<InstrumentSnapshot> Quoted => Tickers.Concat(Instruments.Where(one => !one.Instrument.IsConsolidated));

    /// <summary>Event time of the newest trade of any ticker.</summary>
    public DateTime? NewestEventTime { get; } =
        tickers.IsEmpty ? null : tickers.Max(ticker => ticker.Last.ExecutedAt);

    /// <summary>The newest trade's time, of each trade the earlier of its own and when it came: a clock ahead makes nothing
    /// younger.</summary>
    public DateTime? NewestSeen { get; init; }

    /// <summary>How many symbols were deleted when the market was last read from the database; 0 until all of it was read. When it rises, what
    /// was drawn of the market before may be gone.</summary>
    public long Deletions { get; init; }

    /// <summary>A ticker.</summary>
    public InstrumentSnapshot? Find(string symbol) => Of(Instrument.OfTrades(symbol));

    public InstrumentSnapshot? Of(Instrument instrument)
    {
        var all = instrument.IsTraded ? Tickers : Instruments;
        var (low, high) = (0, all.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (Instrument.Order.Compare(all[middle].Instrument, instrument))
            {
                case 0:
                    return all[middle];
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return null;
    }

    /// <summary>
    /// What a name means: the key of an instrument, such as <c>crypto:BTC-USD</c>, or a bare symbol, which is a ticker or of the first
    /// other feed that has it.
    /// </summary>
    public InstrumentSnapshot? Named(string name) =>
        !Instrument.TryParse(name, out var named) ? null
        : Of(named) ?? (!named.IsTraded ? null
            : PricedFeeds.Others.Select(feed => Of(named with { Feed = feed })).FirstOrDefault(other => other is not null));

    public IEnumerable<InstrumentSnapshot> Chosen(TickerFilter filter) => filter.IsAll
        ? Tickers
        : filter.Symbols.Select(Find).OfType<InstrumentSnapshot>();

    /// <summary>What has prices of the choice, of whatever feeds; of all the tickers.</summary>
    public IEnumerable<InstrumentSnapshot> Priced(TickerFilter filter) => filter.IsAll
        ? Tickers
        : filter.Symbols.Select(Named).OfType<InstrumentSnapshot>().Distinct();

    /// <summary>
    /// The newest <paramref name="size"/> trades of the chosen tickers with their figures; worked out once
    /// and shared by all viewers with the same choice.
    /// </summary>
    public MarketWindow Window(TickerFilter filter, int size = DefaultWindow)
    {
        if (_windows.TryGetValue((filter.Key, size), out var known))
        {
            return known;
        }

        var window = new MarketWindow(Newest(filter, size));
        return _windows.Count < MostWindows ? _windows.GetOrAdd((filter.Key, size), window) : window;
    }

    /// <summary>The same for one who asks once: what viewers share is used, and no place among it taken.</summary>
    public MarketWindow WindowOnce(TickerFilter filter, int size) =>
        _windows.TryGetValue((filter.Key, size), out var known) ? known : new MarketWindow(Newest(filter, size));

    private ImmutableArray<Trade> Newest(TickerFilter filter, int size)
    {
        var heads = new PriorityQueue<ReadOnlyMemory<Trade>, Trade>(NewestFirst);
        foreach (var ticker in Chosen(filter))
        {
            heads.Enqueue(ticker.Tape, ticker.Last);
        }

        var newest = ImmutableArray.CreateBuilder<Trade>(size);
        while (newest.Count < size && heads.TryDequeue(out var tape, out var trade))
        {
            newest.Add(trade);
            var rest = tape[..^1];
            if (!rest.IsEmpty)
            {
                heads.Enqueue(rest, rest.Span[^1]);
            }
        }

        return newest.ToImmutable();
    }

    private static readonly Comparer<Trade> NewestFirst =
        Comparer<Trade>.Create((left, right) => Trade.CompareByTime(right, left));
}
