using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// The rules of one feed over one key's events in the order of the log. Pure: what comes of an event depends
/// on the event, the state and the settings alone. A late event, older than the newest its key (a symbol and
/// venue, a trader's position) has seen, gives no verdict and is nobody's predecessor.
/// </summary>
internal abstract class FeedRules<TEvent, TState>(string feed)
    where TEvent : struct, IFeedEvent<TEvent>
    where TState : class, IRuleState<TState>, new()
{
    /// <summary>The feed's name in the database and on the API.</summary>
    public string Feed { get; } = feed;

    /// <summary>Whether any rule looks at such an event.</summary>
    public virtual bool Concerns(in TEvent e) => true;

    public abstract void Judge(in TEvent e, TState state, RuleSet rules, List<Finding> found);
}
