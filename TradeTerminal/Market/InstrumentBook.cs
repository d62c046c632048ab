using System.Runtime.CompilerServices;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Candles;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Market;

/// <summary>Everything held in memory about one instrument: its candles, its newest price, and of trades the tape.</summary>
internal sealed class InstrumentBook(Instrument instrument, DateTime pricedAt)
{
    /// <summary>Ten minutes of one-second candles, up to the newest price.</summary>
    public const int SecondsKept = 600;

    /// <summary>25 hours of minutes: a whole UTC day from its start at any time of it.</summary>
    public const int MinutesKept = 1_500;

    /// <summary>The books themselves, their places among the others and the snapshot.</summary>
    private const int Overhead = 2_000;

    /// <summary>Null for other feeds than trades.</summary>
    private readonly TapeBook? _tape = instrument.IsTraded ? new() : null;
    private readonly CandleBook _seconds = new(Interval.Second, SecondsKept);
    private readonly CandleBook _minutes = new(Interval.Minute, MinutesKept);
    private readonly RhythmBook _rhythm = new();

    /// <summary>Of another feed than trades.</summary>
    private StrongBox<PricePoint>? _newest;
    private InstrumentSnapshot? _published;
    private DateTime _lastReceivedAt = DateTime.MaxValue;

    public Instrument Instrument { get; } = instrument;

    public string Symbol => Instrument.Symbol;

    public DateTime LastAt { get; private set; } = pricedAt;

    public DateTime FirstSecond => CandleBook.First(LastAt, Interval.Second, SecondsKept);

    public DateTime FirstMinute => CandleBook.First(LastAt, Interval.Minute, MinutesKept);

    /// <summary>Where a part of its past was thrown away, from when on nothing is missing.</summary>
    public DateTime CompleteSince { get; init; } = DateTime.MinValue;

    /// <summary>What it holds, about, as of its last snapshot.</summary>
    public int Bytes => Overhead + (_tape?.Bytes ?? 0) + _seconds.Bytes + _minutes.Bytes;

    public int TapeLength => _tape?.View.Length ?? 0;

    public bool HasPrice => TapeLength > 0 || _newest is not null;

    /// <param name="trade">In any order of time.</param>
    /// <param name="receivedAt">When it came, by our clock.</param>
    public void Add(in Trade trade, DateTime receivedAt)
    {
        AddToTape(trade);
        if (_tape!.View.Span[^1].TradeId == trade.TradeId)
        {
            _lastReceivedAt = receivedAt;
        }

        AddToSeconds(trade);
        _minutes.Add(trade);
    }

    /// <param name="price">Of another feed than trades, in any order of time.</param>
    /// <param name="receivedAt">When it came, by our clock.</param>
    public void Add(in PricePoint price, DateTime receivedAt)
    {
        if (Renew(price))
        {
            _lastReceivedAt = receivedAt;
        }

        AddToSeconds(price);
        _minutes.Add(price.Mark, price.Volume);
        _rhythm.Add(new MinuteMarks(price.Mark.At, price.Mark.At, 1));
    }

    public void Seen(DateTime utcNow) => _lastReceivedAt = utcNow;

    public void AddToTape(in Trade trade)
    {
        _tape!.Add(trade);
        LastAt = trade.ExecutedAt > LastAt ? trade.ExecutedAt : LastAt;
        _published = null;
    }

    /// <summary>Trades of its tape that were read after those it began with.</summary>
    public void AddOlder(IEnumerable<Trade> older)
    {
        _tape!.AddOlder(older);
        _published = null;
    }

    public void AddToSeconds(in Trade trade)
    {
        _seconds.Add(trade);
        _published = null;
    }

    public void AddToSeconds(in PricePoint price)
    {
        _seconds.Add(price.Mark, price.Volume);
        _published = null;
    }

    /// <summary>False when a newer one is known.</summary>
    public bool Renew(in PricePoint price)
    {
        if (_newest is { } known && price.Mark.CompareTo(known.Value.Mark) <= 0)
        {
            return false;
        }

        _newest = new StrongBox<PricePoint>(price);
        LastAt = price.Mark.At > LastAt ? price.Mark.At : LastAt;
        _published = null;
        return true;
    }

    /// <summary>When the seconds that were stored are all there, before any was shown.</summary>
    public void Settle() => _seconds.Settle();

    public void Restore(CandleFold minute) => _minutes.Restore(minute);

    public void Restore(MinuteMarks marks) => _rhythm.Add(marks);

    public InstrumentSnapshot Publish(long version) => _published ??= new InstrumentSnapshot(
        Instrument, _tape?.View ?? default, _seconds.Publish(version), _minutes.Publish(version))
    {
        NewestPriced = _newest,
        Marks = _rhythm.Marks,
        CompleteSince = CompleteSince,
        LastReceivedAt = _lastReceivedAt,
        LateForSeconds = _seconds.LateVersion,
        LateForMinutes = _minutes.LateVersion,
    };
}
