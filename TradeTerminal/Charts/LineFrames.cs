using System.Collections.Immutable;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.Charts;

/// <summary>The tickers drawn, by symbol, out of how many were chosen.</summary>
internal sealed record LineChoice(ImmutableArray<string> Symbols, int Chosen)
{
    public static readonly LineChoice None = new([], 0);

    public bool Equals(LineChoice? other) => other?.Chosen == Chosen && other.Symbols.SequenceEqual(Symbols);

    public override int GetHashCode() => HashCode.Combine(Chosen, Symbols.Length);
}

/// <summary>Frames of price lines over the last ten minutes, shared by all who look at the same tickers.</summary>
internal sealed class LineFrames
{
    /// <summary>More lines than this can't be told apart.</summary>
    public const int MaxLines = 12;

    public static readonly TimeSpan Span = TimeSpan.FromSeconds(InstrumentBook.SecondsKept);

    private readonly FrameCache _frames = new();

    /// <summary>All chosen tickers or, of too many, those that traded the largest volume within the span.</summary>
    /// <param name="snapshot">Whose tickers they are.</param>
    /// <param name="filter">Those chosen.</param>
    /// <param name="hidden">Left out where nobody has chosen; null: none.</param>
    public static LineChoice Choose(MarketSnapshot snapshot, TickerFilter filter, HiddenSymbols? hidden = null)
    {
        var chosen = snapshot.Chosen(filter).Where(ticker => !filter.IsAll || hidden?.Has(ticker.Symbol) != true).ToList();
        if (chosen.Count <= MaxLines)
        {
            return new LineChoice([.. chosen.Select(ticker => ticker.Symbol)], chosen.Count);
        }

        return new LineChoice([.. Busiest(chosen).Take(MaxLines).Order(StringComparer.Ordinal)], chosen.Count);
    }

    /// <summary>The chosen tickers by their volume within the span, largest first.</summary>
    public static IEnumerable<string> Busiest(MarketSnapshot snapshot, TickerFilter filter) => Busiest([.. snapshot.Chosen(filter)]);

    private static IEnumerable<string> Busiest(List<InstrumentSnapshot> chosen)
    {
        var from = From(chosen);
        return chosen.OrderByDescending(ticker => ticker.Seconds.Sum(from)?.Volume ?? 0).Select(ticker => ticker.Symbol);
    }

    public SharedFrame Changes(MarketSnapshot snapshot, LineChoice choice, long since) =>
        Build(snapshot, choice, false, since);

    public SharedFrame Whole(MarketSnapshot snapshot, LineChoice choice) =>
        Build(snapshot, choice, true, long.MinValue);

    private SharedFrame Build(MarketSnapshot snapshot, LineChoice choice, bool whole, long since)
    {
        var subject = $"{string.Join(',', choice.Symbols)}/{choice.Chosen}";
        return _frames.GetOrBuild(new FrameKey(subject, whole, since, snapshot.Version), () =>
        {
            var tickers = choice.Symbols.Select(snapshot.Find).OfType<InstrumentSnapshot>().ToList();
            var from = From(tickers);
            var lines = tickers
                .Select(ticker => new PriceLine(ticker.Symbol, ChangedWithin(ticker, from, since)))
                .Where(line => whole || line.Seconds.Count > 0)
                .ToList();
            var bytes = whole || lines.Count > 0 ? ChartFrame.OfLines(choice.Chosen, whole, lines) : [];
            return new SharedFrame(bytes, snapshot.Version, false);
        });
    }

    /// <summary>The change of each line from its first price within the span to its last, as the chart shows it; none for a line
    /// without.</summary>
    public static IEnumerable<(string Symbol, decimal Change)> ChangesOf(MarketSnapshot snapshot, LineChoice choice)
    {
        var tickers = choice.Symbols.Select(snapshot.Find).OfType<InstrumentSnapshot>().ToList();
        var from = From(tickers);
        foreach (var ticker in tickers)
        {
            if (ticker.Seconds.Since(from).FirstOrDefault() is { } first)
            {
                yield return (ticker.Symbol, (ticker.Seconds.Newest.Candle.Close / first.Candle.Open) - 1);
            }
        }
    }

    private static List<Candle> ChangedWithin(InstrumentSnapshot ticker, DateTime from, long since) =>
        [.. ticker.Seconds.Changed(since).Where(second => second.Candle.Time >= from).Select(second => second.Candle)];

    /// <summary>The span ends with the newest trade, so that a replay of old trades is seen as well.</summary>
    private static DateTime From(List<InstrumentSnapshot> tickers) =>
        tickers.Count == 0 ? default : Interval.Second.BucketOf(tickers.Max(ticker => ticker.Last.ExecutedAt)) - Span + Interval.Second.Width;
}
