using System.Globalization;
using System.Text;

namespace TradeTerminal.MarketWatch;

/// <summary>A line through some prices as an SVG path, from the left edge to the right, the lowest at the bottom.</summary>
internal static class SparkPath
{
    /// <summary>Empty for less than two prices; prices that are all equal give a line in the middle.</summary>
    public static string Of(IReadOnlyList<decimal> prices, int width, int height)
    {
        if (prices.Count < 2)
        {
            return "";
        }

        var (low, high) = (prices.Min(), prices.Max());
        var path = new StringBuilder(prices.Count * 10);
        for (var i = 0; i < prices.Count; i++)
        {
            var x = (double)width * i / (prices.Count - 1);
            var share = high == low ? 0.5 : (double)((prices[i] - low) / (high - low));
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x:0.#} {height * (1 - share):0.#}");
        }

        return path.ToString();
    }
}
