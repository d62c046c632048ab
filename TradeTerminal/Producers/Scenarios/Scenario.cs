using System.Collections.Immutable;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>
/// Something that happens in a market, played with symbols of its own, so that it disturbs nothing else.
/// </summary>
internal abstract class Scenario(string name, string title, params ImmutableArray<string> feeds)
{
    /// <summary>On the command line and the API.</summary>
    public string Name { get; } = name;

    public string Title { get; } = title;

    /// <summary>The feeds its events go to.</summary>
    public ImmutableArray<string> Feeds { get; } = feeds;

    /// <summary>What a person should see on the screens, and where.</summary>
    public abstract string LooksFor { get; }

    /// <summary>The symbol that stays stored in the first of its feeds, or what the names of its symbols begin with, before a hyphen.</summary>
    public abstract string Leaves { get; }

    /// <summary>Where it can be seen, once it is known what its events are about.</summary>
    public abstract IReadOnlyList<ScenarioLink> Leads(string symbol);

    /// <summary>Sends the events; gives what must come of them.</summary>
    public abstract Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken);
}

/// <summary>A page on which something of a run can be seen.</summary>
internal sealed record ScenarioLink(string Label, string Uri);
