using System.Globalization;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// A file of index prices to replay: CSV with the header <c>timestamp,symbol,price,volume</c>, times in
/// ISO-8601 UTC, rows in the order of time. The same seed and start give the same bytes.
/// </summary>
public static class IndexFile
{
    /// <summary>Rows of each index.</summary>
    public const int Rows = 50;

    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <param name="writer">Gets the lines, ended by a line feed alone.</param>
    /// <param name="seed">Gives prices and volumes.</param>
    /// <param name="start">UTC, of the first row of each index.</param>
    public static void Write(TextWriter writer, int seed, DateTime start)
    {
        var random = new Random(seed);
        var walks = SyntheticIndices.Known.Select(index => (Symbol: index.Name, Walk: new PriceWalk(index.Level, 0.0008, random))).ToArray();
        writer.Write("timestamp,symbol,price,volume\n");
        for (var row = 0; row < Rows; row++)
        {
            var at = start + (row * Step);
            foreach (var (symbol, walk) in walks)
            {
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{at:yyyy-MM-ddTHH:mm:ssZ},{symbol},{walk.Step():F2},{random.Next(100_000, 1_000_000)}\n"));
            }
        }
    }
}
