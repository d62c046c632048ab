using System.ComponentModel;
using System.Globalization;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>A scenario and its last run, or the one that is going on.</summary>
internal sealed record ScenarioBody(
    string Name,
    string Title,
    [property: Description("What a person should see on the screens.")] string LooksFor,
    [property: Description("The feeds its events go to.")] string[] Feeds,
    [property: Description("idle, running, passed or failed")] string Verdict,
    [property: Description("What its events are about.")] string? Symbol,
    DateTime? StartedAt,
    [property: Description("Seconds from the start to the verdict, or until now.")] double? Seconds,
    [property: Description("Messages acknowledged by the broker.")] long Sent,
    [property: Description("The verdict in a sentence, with numbers.")] string? Why,
    ScenarioCheckBody[] Checks,
    [property: Description("Pages on which it can be seen; none before its events are known.")] ScenarioLink[] Links)
{
    public static ScenarioBody Of(ScenarioRun run)
    {
        var (scenario, state) = (run.Scenario, run.State);
        return new ScenarioBody(
            scenario.Name, scenario.Title, scenario.LooksFor, [.. scenario.Feeds], state.Phase.ToString()
                .ToLower(CultureInfo.InvariantCulture),
            state.Symbol, state.StartedAt?.UtcDateTime,
            state.Took is { } took ? Math.Round(took.TotalSeconds, 1) : null, state.Sent, state.Why,
            [.. state.Checks.Select(check => new ScenarioCheckBody(check.What, check.Passed, check.Found))],
            state.Symbol is { } symbol ? [.. scenario.Leads(symbol)] : []);
    }
}

/// <summary>One thing that had to come about, and what was found.</summary>
internal sealed record ScenarioCheckBody(string What, bool Passed, string Found);
