using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TradeTerminal.Days;
using TradeTerminal.Pipeline.Minutes;

namespace TradeTerminal.Pipeline.OverTime;

/// <summary>A stretch of time as columns of parts, as paths and as a table.</summary>
/// <param name="Question">What time it is of.</param>
/// <param name="Series">Keys of the parts, the lowest first.</param>
/// <param name="Values">By column, then part.</param>
/// <param name="AreKnown">By column: without a figure it is not 0, nobody knows.</param>
/// <param name="Top">Where the picture ends: a round number that no column exceeds.</param>
public sealed record TimeColumns(
    PipelineQuestion Question, ImmutableArray<string> Series, ImmutableArray<ImmutableArray<decimal>> Values, ImmutableArray<bool> AreKnown,
    decimal Top)
{
    /// <summary>Of the square that paths are in; the page stretches it.</summary>
    public const int Side = 1_000;

    /// <summary>A column is never thinner than that part of the height: one message among thousands is there.</summary>
    private const decimal Least = 12;

    /// <param name="question">Its columns.</param>
    /// <param name="series">Keys of the parts; figures of others say only that their column is known.</param>
    /// <param name="figures">At the beginnings of columns; what is there more than once is added up.</param>
    public static TimeColumns Of(
        PipelineQuestion question, ImmutableArray<string> series, IEnumerable<(DateTime Time, string Series, decimal Value)> figures)
    {
        var (values, known) = (new decimal[question.Columns, series.Length], new bool[question.Columns]);
        foreach (var (time, name, value) in figures)
        {
            var (column, part) = ((int)((time - question.From) / question.Step), series.IndexOf(name));
            if (time < question.From || column >= question.Columns)
            {
                continue;
            }

            known[column] = true;
            if (part >= 0)
            {
                values[column, part] += value;
            }
        }

        ImmutableArray<ImmutableArray<decimal>> columns =
        [
            .. Enumerable.Range(0, question.Columns).Select(
                column => Enumerable.Range(0, series.Length).Select(part => values[column, part]).ToImmutableArray()),
        ];
        return new TimeColumns(question, series, columns, [.. known], NiceScale.Of(0, columns.Max(column => column.Sum()), 2).High);
    }

    public DateTime TimeOf(int column) => Question.From + (Question.Step * column);

    public decimal Total(int part) => Values.Sum(column => column[part]);

    /// <summary>The rectangles of one part, each on top of the parts before it, as SVG.</summary>
    public string Path(int part)
    {
        var path = new StringBuilder();
        var width = (decimal)Side / Values.Length;
        for (var column = 0; column < Values.Length; column++)
        {
            if (Values[column][part] > 0)
            {
                var (below, height) = (Values[column].Take(part).Sum() / Top * Side, Math.Max(Least, Values[column][part] / Top * Side));
                path.Append(CultureInfo.InvariantCulture,
                    $"M{column * width:0.##} {Side - below:0.##}v{-height:0.##}h{width * 0.86m:0.##}v{height:0.##}z");
            }
        }

        return path.ToString();
    }

    /// <summary>Stretches of time over the whole height, such as incidents; each wide enough to be seen.</summary>
    public static string Shades(PipelineQuestion question, IEnumerable<(DateTime From, DateTime To)> stretches)
    {
        const decimal thinnest = 4;
        var path = new StringBuilder();
        foreach (var (from, to) in stretches.Where(stretch => stretch.To > question.From && stretch.From < question.To))
        {
            var (left, right) = (question.ShareOf(from) * Side, question.ShareOf(to) * Side);
            path.Append(CultureInfo.InvariantCulture, $"M{left:0.##} 0h{Math.Max(thinnest, right - left):0.##}v{Side}H{left:0.##}z");
        }

        return path.ToString();
    }
}
