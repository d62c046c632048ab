using System.Collections.Immutable;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Positions.Day;

/// <summary>A position of the commodity book that was open at a moment of the day, from its opening to its closing.</summary>
internal readonly record struct PositionSpan(
    string Commodity, PositionType Type, decimal Quantity, decimal Entry, DateTime OpenedAt, DateTime? ClosedAt);

/// <summary>What was realized in a commodity within five minutes.</summary>
internal readonly record struct RealizedStep(string Commodity, DateTime Bucket, decimal Realized);

/// <summary>What a trader held of a symbol, one of the pairs given, at the end of five minutes.</summary>
internal readonly record struct HoldingStep(int Pair, DateTime Bucket, TraderHolding Holding);

/// <summary>Profit and loss at each moment of a day, from what was open and what it was worth then.</summary>
internal static class PnlDayFold
{
    /// <summary>Bound on names that have points of their own; the sum is of all.</summary>
    public const int MostNames = 50;

    public static async Task<ImmutableArray<PnlPoint>> OfCommoditiesAsync(
        DayGrid grid, IEnumerable<RealizedStep> realized, IAsyncEnumerable<PositionSpan> positions, PriceSteps prices)
    {
        var curves = new SortedDictionary<string, Curve>(StringComparer.Ordinal);
        var marks = new Dictionary<string, ImmutableArray<decimal?>>();
        foreach (var step in realized)
        {
            var curve = Find(curves, step.Commodity, grid);
            for (var i = grid.After(step.Bucket); i < grid.Count; i++)
            {
                curve.Realized[i] += step.Realized;
            }
        }

        await foreach (var position in positions.ConfigureAwait(false))
        {
            var curve = Find(curves, position.Commodity, grid);
            if (!marks.TryGetValue(position.Commodity, out var mark))
            {
                marks.Add(position.Commodity, mark = prices.Of(position.Commodity));
            }

            var end = position.ClosedAt is { } closed ? closed < grid.From ? 0 : grid.After(closed) : grid.Count;
            for (var i = grid.After(position.OpenedAt); i < end; i++)
            {
                curve.Unrealized[i] += mark[i] is { } price ? Pnl.Of(position.Type, position.Quantity, position.Entry, price) : 0;
            }
        }

        foreach (var curve in curves.Values)
        {
            curve.First = 0;
        }

        return Points(grid, curves, isReported: false);
    }

    /// <param name="grid">Of the day, or of a piece of it.</param>
    /// <param name="pairs">Traders and what they hold.</param>
    /// <param name="steps">By pair, then time; each pair begins with what was held before.</param>
    /// <param name="quotes">The newest quote of any venue.</param>
    /// <param name="trades">Where a symbol has no quote.</param>
    public static async Task<ImmutableArray<PnlPoint>> OfTradersAsync(
        DayGrid grid, IReadOnlyList<(string Trader, string Symbol)> pairs, IAsyncEnumerable<HoldingStep> steps, PriceSteps quotes, PriceSteps trades)
    {
        var curves = new SortedDictionary<string, Curve>(StringComparer.Ordinal);
        var marksOf = new Dictionary<string, decimal?[]>(StringComparer.Ordinal);
        var (day, pair, next) = (DateOnly.FromDateTime(grid.From), -1, 0);
        var (held, curve, marks) = (default(TraderHolding), new Curve(0), Array.Empty<decimal?>());
        await foreach (var step in steps.ConfigureAwait(false))
        {
            var after = grid.After(step.Bucket);
            if (step.Pair == pair)
            {
                Hold(after);
            }
            else
            {
                Hold(grid.Count);
                (pair, next) = (step.Pair, after);
                var (trader, symbol) = pairs[pair];
                curve = Find(curves, trader, grid);
                curve.First = Math.Min(curve.First, next);
                if (!marksOf.TryGetValue(symbol, out marks!))
                {
                    marksOf.Add(symbol, marks = [.. quotes.Of(symbol).Zip(trades.Of(symbol), (quote, trade) => quote ?? trade)]);
                }
            }

            held = step.Holding;
        }

        Hold(grid.Count);
        return Points(grid, curves, isReported: true);

        // Up to the moment before which the next step came.
        void Hold(int end)
        {
            if (pair < 0)
            {
                return;
            }

            var isOfDay = held.Day == day;
            for (; next < end; next++)
            {
                if (held.Size != 0 && marks[next] is { } price)
                {
                    curve.Unrealized[next] += Pnl.Of(held.Size, held.AveragePrice, price);
                }

                if (isOfDay)
                {
                    curve.Reported[next] += held.Pnl;
                }
            }
        }
    }

    private static Curve Find(SortedDictionary<string, Curve> curves, string name, DayGrid grid)
    {
        if (!curves.TryGetValue(name, out var curve))
        {
            curves.Add(name, curve = new Curve(grid.Count));
        }

        return curve;
    }

    private static ImmutableArray<PnlPoint> Points(DayGrid grid, SortedDictionary<string, Curve> curves, bool isReported)
    {
        if (grid.Count == 0)
        {
            return [];
        }

        var all = new Curve(grid.Count);
        foreach (var curve in curves.Values)
        {
            all.Add(curve);
        }

        var kept = curves.Count <= MostNames ? curves.Keys.ToHashSet()
            : curves.OrderByDescending(pair => Math.Abs(pair.Value.Last)).Take(MostNames).Select(pair => pair.Key).ToHashSet();
        return
        [
            .. curves.Where(pair => kept.Contains(pair.Key)).Prepend(new KeyValuePair<string, Curve>("", all)).SelectMany(pair =>
                Enumerable.Range(pair.Value.First, grid.Count - pair.Value.First).Select(i => new PnlPoint(
                    pair.Key, grid.At(i), isReported ? null : pair.Value.Realized[i], pair.Value.Unrealized[i],
                    isReported ? pair.Value.Reported[i] : null))),
        ];
    }

    private sealed class Curve(int count)
    {
        /// <summary>Where it begins: of what a trader held before the first report nothing is known.</summary>
        public int First { get; set; } = count;

        public decimal[] Realized { get; } = Zeros(count);

        public decimal[] Unrealized { get; } = Zeros(count);

        public decimal[] Reported { get; } = Zeros(count);

        public decimal Last => Realized[^1] + Unrealized[^1];

        public void Add(Curve other)
        {
            First = Math.Min(First, other.First);
            for (var i = 0; i < Realized.Length; i++)
            {
                Realized[i] += other.Realized[i];
                Unrealized[i] += other.Unrealized[i];
                Reported[i] += other.Reported[i];
            }
        }

        /// <summary>With two decimals, as money is written.</summary>
        private static decimal[] Zeros(int count)
        {
            var zeros = new decimal[count];
            Array.Fill(zeros, 0.00m);
            return zeros;
        }
    }
}
