using System.Text.Json;
using TradeTerminal.Ingest.Alerts.Settings;
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

    /// <summary>
    /// Selects <c>key, price, at</c>, the newest price of each of the keys in <c>$2</c>, where the events are folded into a table
    /// that has it anyway; null where there is none. It is no part of what is stored of a state then.
    /// </summary>
    public virtual string? NewestPrices => null;

    /// <summary>What is to be stored of the state, besides <see cref="NewestPrices"/>.</summary>
    public virtual void Write(TState state, Utf8JsonWriter json) => state.Write(json);

    /// <summary>Gives the state its key's newest price back.</summary>
    public virtual void Recall(TState state, decimal price, DateTime at)
    {
    }

    public abstract void Judge(in TEvent e, TState state, RuleSet rules, List<Finding> found);
}
