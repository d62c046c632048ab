using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>Everything held in memory about one ticker.</summary>
internal sealed class TickerBook(string symbol, DateTime tradedAt)
{
    /// <summary>Ten minutes of one-second candles, up to the last trade.</summary>
    public const int SecondsKept = 600;

    /// <summary>25 hours of minutes: a whole UTC day from its start at any time of it.</summary>
    public const int MinutesKept = 1_500;

    private readonly TapeBook _tape = new();
    private readonly CandleBook _seconds = new(Interval.Second, SecondsKept);
    private readonly CandleBook _minutes = new(Interval.Minute, MinutesKept);
    private TickerSnapshot? _published;

    public string Symbol { get; } = symbol;

    public DateTime LastAt { get; private set; } = tradedAt;

    public DateTime FirstSecond => CandleBook.First(LastAt, Interval.Second, SecondsKept);

    public DateTime FirstMinute => CandleBook.First(LastAt, Interval.Minute, MinutesKept);

    public bool HasTraded => !_tape.View.IsEmpty;

    public void Add(in Trade trade)
    {
        AddToTape(trade);
        AddToSeconds(trade);
        _minutes.Add(trade);
    }

    public void AddToTape(in Trade trade)
    {
        _tape.Add(trade);
        LastAt = trade.ExecutedAt > LastAt ? trade.ExecutedAt : LastAt;
        _published = null;
    }

    public void AddToSeconds(in Trade trade)
    {
        _seconds.Add(trade);
        _published = null;
    }

    public void Restore(CandleFold minute) => _minutes.Restore(minute);

    public TickerSnapshot Publish(long version) => _published ??= new TickerSnapshot(
        Symbol, _tape.View, _seconds.Publish(version), _minutes.Publish(version))
    {
        LateForSeconds = _seconds.LateVersion,
        LateForMinutes = _minutes.LateVersion,
    };
}
