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

    /// <summary>The sum where all of it is known, then by name.</summary>
    public static ImmutableArray<PnlPoint> Of(PositionsSnapshot book, PnlQuestion question, DateTime utcNow)
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
            : [.. OfTraders(book, traders, today, utcNow)];
        // The board has the worst traders alone: without one of those asked for, a sum would leave it out.
        return traders?.Length > points.Length ? points
            :
            [
                new PnlPoint("", utcNow, 0.00m + points.Sum(point => point.Realized), 0.00m + points.Sum(point => point.Unrealized),
                    traders is null ? null : 0.00m + points.Sum(point => point.Reported)),
                .. points,
            ];
    }

    private static IEnumerable<PnlPoint> OfTraders(PositionsSnapshot book, string[] names, DateOnly today, DateTime utcNow) => book.Traders
        .Where(row => names.Contains(row.Trader)).OrderBy(row => row.Trader, StringComparer.Ordinal)
        .Select(row => new PnlPoint(
            row.Trader, utcNow, row.Day == today ? row.Realized : 0.00m, row.Unrealized, row.Day == today ? row.ReportedPnl : 0.00m));
}
