using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Candles;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Market;

/// <summary>
/// One instrument at one moment. Tape and candles are oldest first; the tape is that of trades, where it is never empty, and empty
/// for every other feed.
/// </summary>
public sealed class InstrumentSnapshot(
    Instrument instrument,
    ReadOnlyMemory<Trade> tape,
    CandleSeries seconds,
    CandleSeries minutes)
{
    private long _staleAfter;
    private SizeRanks? _sizes;
    private int _decimals;
    private ImmutableArray<decimal> _closes;
    private Tuple<DateTime, SessionFigures?>? _session;

    /// <summary>Minutes of a sparkline.</summary>
    private const int ClosesShown = 60;

    public Instrument Instrument { get; } = instrument;

    public string Symbol => Instrument.Symbol;

    public ReadOnlyMemory<Trade> Tape { get; } = tape;

    /// <summary>One-second candles of the ten minutes up to the newest price.</summary>
    public CandleSeries Seconds { get; } = seconds;

    /// <summary>One-minute candles of the 25 hours up to the newest price.</summary>
    public CandleSeries Minutes { get; } = minutes;

    /// <summary>The version in which a price last came that is older than <see cref="Seconds"/> reach.</summary>
    public long LateForSeconds { get; init; } = -1;

    /// <summary>The version in which a price last came that is older than <see cref="Minutes"/> reach.</summary>
    public long LateForMinutes { get; init; } = -1;

    /// <summary>The newest trade; of another feed there is none.</summary>
    public Trade Last => Tape.Span[^1];

    /// <summary>By event time, then partition, then offset.</summary>
    internal PricePoint Newest => NewestPriced?.Value ?? PricePoint.Of(Last);

    internal StrongBox<PricePoint>? NewestPriced { get; init; }

    /// <summary>Its newest minutes with a price, oldest first; none of trades, whose tape says more.</summary>
    internal ImmutableArray<MinuteMarks> Marks { get; init; } = [];

    /// <summary>Closes of the newest minutes with a price, oldest first, at most 60; worked out when first asked for.</summary>
    public ImmutableArray<decimal> Closes => _closes.IsDefault ? _closes = Minutes.Closes(ClosesShown) : _closes;

    /// <summary>What is older may be a part: it was dropped for others before, and came back.</summary>
    public DateTime CompleteSince { get; init; } = DateTime.MinValue;

    /// <summary>When the newest price came, where its own time is later than that.</summary>
    public DateTime LastReceivedAt { get; init; } = DateTime.MaxValue;

    /// <summary>What the age of the last price counts from: the earlier of its event time and when it came.</summary>
    public DateTime LastSeen => Newest.Mark.At < LastReceivedAt ? Newest.Mark.At : LastReceivedAt;

    /// <summary>By the rhythm of its newest prices; worked out once, when first asked for.</summary>
    public TimeSpan StaleAfter
    {
        get
        {
            if (Volatile.Read(ref _staleAfter) == 0)
            {
                Volatile.Write(ref _staleAfter, Rhythm.StaleAfter(Tape.IsEmpty ? Rhythm.OfMinutes(Marks.AsSpan()) : Rhythm.OfTrades(Tape.Span)).Ticks);
            }

            return new TimeSpan(Volatile.Read(ref _staleAfter));
        }
    }

    /// <summary>Worked out when a screen first asks, for all that follow; two at once get the same.</summary>
    public SizeRanks Sizes => _sizes ??= SizeRanks.Of(Tape.Span);

    /// <summary>Of its prices; worked out when first asked for.</summary>
    public int Decimals => _decimals > 0 ? _decimals : _decimals = Tape.IsEmpty
        ? InstrumentDecimals.Of([Newest.Mark.Price, Newest.Bid ?? 0, Newest.Ask ?? 0, .. Closes])
        : InstrumentDecimals.Of(Tape.Span);

    /// <summary>The newest price before the UTC day of <paramref name="utcNow"/>; null when the minutes do not reach that far.</summary>
    public decimal? PreviousClose(DateTime utcNow)
    {
        decimal? close = null;
        foreach (var part in Minutes.Parts(DateTime.MinValue, Interval.Day))
        {
            if (part.Candle.Time >= utcNow.Date)
            {
                break;
            }

            close = part.Candle.Close;
        }

        return close;
    }

    /// <summary>Trades in the ten whole seconds before <paramref name="utcNow"/>, a second.</summary>
    public double TradesPerSecond(DateTime utcNow)
    {
        const int Span = 10;
        var to = new DateTime(utcNow.Ticks - (utcNow.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        return (double)Seconds.CountBetween(to.AddSeconds(-Span), to) / Span;
    }

    /// <summary>
    /// Figures of the UTC day of <paramref name="utcNow"/>, worked out once for it; null when it had no price in it, or a part of it is
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
