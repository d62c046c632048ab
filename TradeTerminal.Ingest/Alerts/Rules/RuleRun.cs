using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// A feed's rules over events in memory, from a fresh state for each key. Past <see cref="MostKeys"/> keys all
/// begin afresh.
/// </summary>
internal sealed class RuleRun<TEvent, TState>(FeedRules<TEvent, TState> rules, RuleSet settings)
    where TEvent : struct, IFeedEvent<TEvent>
    where TState : class, IRuleState<TState>, new()
{
    public const int MostKeys = 10_000;

    private readonly Dictionary<string, TState> _states = new(StringComparer.Ordinal);
    private readonly List<Finding> _found = [];

    /// <summary>What the rules found at this event; the list is used again for the next.</summary>
    public IReadOnlyList<Finding> Judge(in TEvent e)
    {
        _found.Clear();
        if (!rules.Concerns(e))
        {
            return _found;
        }

        if (!_states.TryGetValue(e.Symbol, out var state))
        {
            if (_states.Count == MostKeys)
            {
                _states.Clear();
            }

            _states.Add(e.Symbol, state = new TState());
        }

        rules.Judge(e, state, settings, _found);
        return _found;
    }
}
