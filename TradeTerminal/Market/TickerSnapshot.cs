using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Candles;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Market;

/// <summary>One ticker at one moment. Tape and candles are oldest first; the tape is never empty.</summary>
public sealed class TickerSnapshot(
    string symbol,
    ReadOnlyMemory<Trade> tape,
    CandleSeries seconds,
    CandleSeries minutes)
{
    private long _staleAfter;
    private SizeRanks? _sizes;
    private int _decimals;
    private Tuple<DateTime, SessionFigures?>? _session;

    public string Symbol { get; } = symbol;

    public ReadOnlyMemory<Trade> Tape { get; } = tape;

    /// <summary>One-second candles of the ten minutes up to the last trade.</summary>
    public CandleSeries Seconds { get; } = seconds;

    /// <summary>One-minute candles of the 25 hours up to the last trade.</summary>
    public CandleSeries Minutes { get; } = minutes;

    /// <summary>The version in which a trade last came that is older than <see cref="Seconds"/> reach.</summary>
    public long LateForSeconds { get; init; } = -1;

    /// <summary>The version in which a trade last came that is older than <see cref="Minutes"/> reach.</summary>
    public long LateForMinutes { get; init; } = -1;

    public Trade Last => Tape.Span[^1];

    /// <summary>What is older may be a part: the ticker was dropped for others before, and came back.</summary>
    public DateTime CompleteSince { get; init; } = DateTime.MinValue;

    /// <summary>When <see cref="Last"/> came, where its own time is later than that.</summary>
    public DateTime LastReceivedAt { get; init; } = DateTime.MaxValue;

    /// <summary>What the age of the last price counts from: the earlier of its event time and when it came.</summary>
    public DateTime LastSeen => Last.ExecutedAt < LastReceivedAt ? Last.ExecutedAt : LastReceivedAt;

    /// <summary>By the rhythm of its newest trades; worked out once, when first asked for.</summary>
    public TimeSpan StaleAfter
    {
        get
        {
            if (Volatile.Read(ref _staleAfter) == 0)
            {
                Volatile.Write(ref _staleAfter, Rhythm.StaleAfter(Rhythm.OfTrades(Tape.Span)).Ticks);
            }

            return new TimeSpan(Volatile.Read(ref _staleAfter));
        }
    }

    /// <summary>Worked out when a screen first asks, for all that follow; two at once get the same.</summary>
    public SizeRanks Sizes => _sizes ??= SizeRanks.Of(Tape.Span);

    /// <summary>Of its prices; worked out when first asked for.</summary>
    public int Decimals => _decimals > 0 ? _decimals : _decimals = InstrumentDecimals.Of(Tape.Span);

    /// <summary>Trades in the ten whole seconds before <paramref name="utcNow"/>, a second.</summary>
    public double TradesPerSecond(DateTime utcNow)
    {
        const int Span = 10;
        var to = new DateTime(utcNow.Ticks - (utcNow.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        return (double)Seconds.CountBetween(to.AddSeconds(-Span), to) / Span;
    }

    /// <summary>
    /// Figures of the UTC day of <paramref name="utcNow"/>, worked out once for it; null when nothing traded in it, or a part of it is
    /// not known here.
    /// </summary>
    public SessionFigures? Session(DateTime utcNow)
    {
        var known = _session;
        if (known?.Item1 != utcNow.Date)
        {
            _session = known = new(utcNow.Date, CompleteSince > utcNow.Date ? null : SessionFigures.Of(Minutes, utcNow.Date));
        }

        return known.Item2;
    }
}
