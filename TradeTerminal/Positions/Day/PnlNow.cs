using System.Collections.Immutable;
using TradeTerminal.Positions.Data;

namespace TradeTerminal.Positions.Day;

/// <summary>The newest point of today's curves: the figures of the page itself.</summary>
internal static class PnlNow
{
    /// <summary>Traders that are gone through at once; the worst where there are more.</summary>
    public const int MostTraders = 20;

    /// <summary>Names with commas between, by name, as <see cref="PnlQuestion"/> has them.</summary>
    public static string TradersOf(PositionsSnapshot book) =>
        string.Join(',', book.Traders.Take(MostTraders).Select(trader => trader.Trader).Order(StringComparer.Ordinal));

    /// <summary>Traders asked for that are not among the worst, which are all that the board has.</summary>
    public static string[] Missing(PositionsSnapshot book, PnlQuestion question, DateTime utcNow) =>
        question.Traders is not { } traders || question.Day != DateOnly.FromDateTime(utcNow) ? []
        : [.. traders.Split(',').Except(book.Traders.Select(row => row.Trader))];

    /// <summary>The sum where all of it is known, then by name.</summary>
    /// <param name="book">Of the worst traders.</param>
    /// <param name="question">Whose points.</param>
    /// <param name="utcNow">Of the points.</param>
    /// <param name="others">Read of <see cref="Missing"/>.</param>
    public static ImmutableArray<PnlPoint> Of(
        PositionsSnapshot book, PnlQuestion question, DateTime utcNow, ImmutableArray<TraderPnl> others = default)
    {
        var today = DateOnly.FromDateTime(utcNow);
        if (question.Day != today)
        {
            return [];
        }

        string[]? traders = question.Traders?.Split(',');
        ImmutableArray<PnlPoint> points = traders is null
            ?
            [
                .. book.Commodities.Select(row => new PnlPoint(
                    row.Commodity, utcNow, book.Day == today ? row.RealizedToday : 0.00m, row.Unrealized, null)),
            ]
            : [.. OfTraders(book.Traders.AddRange(others.IsDefault ? [] : others), traders, today, utcNow)];
        // The board has the worst traders alone: without one of those asked for, a sum would leave it out.
        return traders?.Length > points.Length ? points
            :
            [
                new PnlPoint("", utcNow, traders is null ? 0.00m + points.Sum(point => point.Realized) : null, 0.00m + points.Sum(point => point.Unrealized),
                    traders is null ? null : 0.00m + points.Sum(point => point.Reported)),
                .. points,
            ];
    }

    private static IEnumerable<PnlPoint> OfTraders(ImmutableArray<TraderPnl> traders, string[] names, DateOnly today, DateTime utcNow) => traders
        .Where(row => names.Contains(row.Trader)).OrderBy(row => row.Trader, StringComparer.Ordinal)
        .Select(row => new PnlPoint(
            row.Trader, utcNow, null, row.Unrealized, row.Day == today ? row.ReportedPnl : 0.00m));
}
