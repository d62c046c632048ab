using System.Collections.Immutable;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.Charts;

/// <summary>What is drawn, by the keys of the instruments, out of how many were chosen.</summary>
internal sealed record LineChoice(ImmutableArray<string> Keys, int Chosen)
{
    public static readonly LineChoice None = new([], 0);

    public bool Equals(LineChoice? other) => other?.Chosen == Chosen && other.Keys.SequenceEqual(Keys);

    public override int GetHashCode() => HashCode.Combine(Chosen, Keys.Length);
}

/// <summary>Frames of price lines over the last ten minutes, shared by all who look at the same symbols.</summary>
internal sealed class LineFrames
{
    /// <summary>More lines than this can't be told apart.</summary>
    public const int MaxLines = 12;

    public static readonly TimeSpan Span = TimeSpan.FromSeconds(InstrumentBook.SecondsKept);

    private readonly FrameCache _frames = new();

    /// <summary>
    /// All that are chosen, of whatever feeds, or, of too many, those with the largest volume within the span: tickers before what has
    /// no volume to compare with theirs.
    /// </summary>
    /// <param name="snapshot">Whose symbols they are.</param>
    /// <param name="filter">Those chosen.</param>
    /// <param name="hidden">Left out where nobody has chosen; null: none.</param>
    public static LineChoice Choose(MarketSnapshot snapshot, TickerFilter filter, HiddenSymbols? hidden = null)
    {
        var chosen = snapshot.Priced(filter).Where(one => !filter.IsAll || hidden?.Has(one.Instrument.Symbol) != true).ToList();
        var drawn = chosen.Count <= MaxLines ? chosen : Busiest(chosen).OrderByDescending(one => one.Instrument.IsTraded).Take(MaxLines);
        return new LineChoice([.. drawn.OrderBy(one => one.Instrument, Instrument.Order).Select(one => one.Instrument.Key)], chosen.Count);
    }

    /// <summary>The chosen tickers by their volume within the span, largest first.</summary>
    public static IEnumerable<string> Busiest(MarketSnapshot snapshot, TickerFilter filter) =>
        Busiest([.. snapshot.Chosen(filter)]).Select(ticker => ticker.Symbol);

    private static IOrderedEnumerable<InstrumentSnapshot> Busiest(List<InstrumentSnapshot> chosen)
    {
        var from = From(chosen);
        return chosen.OrderByDescending(one => one.Seconds.Sum(from)?.Volume ?? 0);
    }

    public SharedFrame Changes(MarketSnapshot snapshot, LineChoice choice, long since) =>
        Build(snapshot, choice, false, since);

    public SharedFrame Whole(MarketSnapshot snapshot, LineChoice choice) =>
        Build(snapshot, choice, true, long.MinValue);

    private SharedFrame Build(MarketSnapshot snapshot, LineChoice choice, bool whole, long since)
    {
        var subject = $"{string.Join(',', choice.Keys)}/{choice.Chosen}";
        return _frames.GetOrBuild(new FrameKey(subject, whole, since, snapshot.Version), () =>
        {
            var drawn = Drawn(snapshot, choice);
            var from = From(drawn);
            var lines = drawn
                .Select(one => new PriceLine(one.Instrument.Key, ChangedWithin(one, from, since)))
                .Where(line => whole || line.Seconds.Count > 0)
                .ToList();
            var bytes = whole || lines.Count > 0 ? ChartFrame.OfLines(choice.Chosen, whole, lines) : [];
            return new SharedFrame(bytes, snapshot.Version, false);
        });
    }

    /// <summary>The change of each line from its first price within the span to its last, as the chart shows it; none for a line
    /// without.</summary>
    public static IEnumerable<(string Key, decimal Change)> ChangesOf(MarketSnapshot snapshot, LineChoice choice)
    {
        var drawn = Drawn(snapshot, choice);
        var from = From(drawn);
        foreach (var one in drawn)
        {
            if (one.Seconds.Since(from).FirstOrDefault() is { } first && PriceChange.Of(first.Candle.Open, one.Seconds.Newest.Candle.Close) is { } change)
            {
                yield return (one.Instrument.Key, change);
            }
        }
    }

    private static List<InstrumentSnapshot> Drawn(MarketSnapshot snapshot, LineChoice choice) =>
        [.. choice.Keys.Select(snapshot.Named).OfType<InstrumentSnapshot>()];

    private static List<Candle> ChangedWithin(InstrumentSnapshot one, DateTime from, long since) =>
        [.. one.Seconds.Changed(since).Where(second => second.Candle.Time >= from).Select(second => second.Candle)];

    /// <summary>The span ends with the newest price, so that a replay of old ones is seen as well.</summary>
    private static DateTime From(List<InstrumentSnapshot> drawn) =>
        drawn.Count == 0 ? default : Interval.Second.BucketOf(drawn.Max(one => one.Newest.Mark.At)) - Span + Interval.Second.Width;
}
