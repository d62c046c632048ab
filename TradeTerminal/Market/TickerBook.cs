using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Market;

/// <summary>Everything held in memory about one ticker.</summary>
internal sealed class TickerBook(string symbol, DateTime tradedAt)
{
    /// <summary>Ten minutes of one-second candles, up to the last trade.</summary>
    public const int SecondsKept = 600;

    /// <summary>25 hours of minutes: a whole UTC day from its start at any time of it.</summary>
    public const int MinutesKept = 1_500;

    /// <summary>The books themselves, their places among the others and the snapshot.</summary>
    private const int Overhead = 2_000;

    private readonly TapeBook _tape = new();
    private readonly CandleBook _seconds = new(Interval.Second, SecondsKept);
    private readonly CandleBook _minutes = new(Interval.Minute, MinutesKept);
    private TickerSnapshot? _published;
    private DateTime _lastReceivedAt = DateTime.MaxValue;

    public string Symbol { get; } = symbol;

    public DateTime LastAt { get; private set; } = tradedAt;

    public DateTime FirstSecond => CandleBook.First(LastAt, Interval.Second, SecondsKept);

    public DateTime FirstMinute => CandleBook.First(LastAt, Interval.Minute, MinutesKept);

    /// <summary>Where a part of the ticker's past was thrown away, from when on nothing is missing.</summary>
    public DateTime CompleteSince { get; init; } = DateTime.MinValue;

    /// <summary>What it holds, about, as of its last snapshot.</summary>
    public int Bytes => Overhead + _tape.Bytes + _seconds.Bytes + _minutes.Bytes;

    public int TapeLength => _tape.View.Length;

    public bool HasTraded => !_tape.View.IsEmpty;

    /// <param name="trade">In any order of time.</param>
    /// <param name="receivedAt">When it came, by our clock.</param>
    public void Add(in Trade trade, DateTime receivedAt)
    {
        AddToTape(trade);
        if (_tape.View.Span[^1].TradeId == trade.TradeId)
        {
            _lastReceivedAt = receivedAt;
        }

        AddToSeconds(trade);
        _minutes.Add(trade);
    }

    public void Seen(DateTime utcNow) => _lastReceivedAt = utcNow;

    public void AddToTape(in Trade trade)
    {
        _tape.Add(trade);
        LastAt = trade.ExecutedAt > LastAt ? trade.ExecutedAt : LastAt;
        _published = null;
    }

    /// <summary>Trades of its tape that were read after those it began with.</summary>
    public void AddOlder(IEnumerable<Trade> older)
    {
        _tape.AddOlder(older);
        _published = null;
    }

    public void AddToSeconds(in Trade trade)
    {
        _seconds.Add(trade);
        _published = null;
    }

    /// <summary>When the seconds that were stored are all there, before any was shown.</summary>
    public void Settle() => _seconds.Settle();

    public void Restore(CandleFold minute) => _minutes.Restore(minute);

    public TickerSnapshot Publish(long version) => _published ??= new TickerSnapshot(
        Symbol, _tape.View, _seconds.Publish(version), _minutes.Publish(version))
    {
        CompleteSince = CompleteSince,
        LastReceivedAt = _lastReceivedAt,
        LateForSeconds = _seconds.LateVersion,
        LateForMinutes = _minutes.LateVersion,
    };
}
