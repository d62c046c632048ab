using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TradeTerminal.Pipeline.Minutes;

namespace TradeTerminal.Pipeline.OverTime;

/// <summary>The worst state of one feed in each column; null where nothing is known of it.</summary>
public sealed record StateBand(string Feed, ImmutableArray<int?> States)
{
    /// <summary>From the second worst on it is trouble.</summary>
    private const int Trouble = 3;

    /// <summary>By feed; feeds of which nothing is known are left out.</summary>
    public static ImmutableArray<StateBand> Of(PipelineQuestion question, IEnumerable<string> feeds, IEnumerable<PipelineRow> rows)
    {
        var known = rows.Where(row => row.State is not null).ToLookup(row => row.Feed);
        return
        [
            .. feeds.Where(known.Contains).Select(feed =>
            {
                var states = new int?[question.Columns];
                foreach (var row in known[feed].Where(row => row.Time >= question.From && row.Time < question.To))
                {
                    states[(int)((row.Time - question.From) / question.Step)] = row.State;
                }

                return new StateBand(feed, [.. states]);
            }),
        ];
    }

    /// <summary>The columns of one state, as SVG.</summary>
    public string Path(int state)
    {
        var (path, width) = (new StringBuilder(), (decimal)TimeColumns.Side / States.Length);
        for (var column = 0; column < States.Length; column++)
        {
            if (States[column] == state)
            {
                path.Append(
                    CultureInfo.InvariantCulture, $"M{column * width:0.##} 0h{width * 0.9m:0.##}v{TimeColumns.Side}H{column * width:0.##}z");
            }
        }

        return path.ToString();
    }

    /// <summary><c>down in 2 of 60, lagging in 1</c>; <c>live</c> where nothing was wrong.</summary>
    public string Words
    {
        get
        {
            var known = States.Count(state => state is not null);
            var bad = States.Where(state => state >= Trouble).GroupBy(state => state!.Value).OrderByDescending(group => group.Key)
                .Select((group, i) => $"{PipelineMinute.StateNames[group.Key]} in {group.Count()}{(i == 0 ? $" of {known}" : "")}")
                .ToList();
            return bad.Count > 0 ? string.Join(", ", bad)
                : States.LastOrDefault(state => state is not null) is { } last ? PipelineMinute.StateNames[last] : "";
        }
    }
}
