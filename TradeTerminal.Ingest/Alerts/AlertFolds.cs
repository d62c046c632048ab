using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Rehearsals;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>Folds that evaluate rules. One belongs to one worker.</summary>
internal static class AlertFolds
{
    public static IFeedFold<TEvent> Create<TEvent, TState>(IServiceProvider services, FeedRules<TEvent, TState> rules)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new() =>
        new AlertFold<TEvent, TState>(
            rules, services.GetRequiredService<RuleBook>(), services.GetRequiredService<LevelBook>(),
            services.GetRequiredService<TimeProvider>());

    /// <summary>What the folds share.</summary>
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<RuleBook>();
        services.AddSingleton<LevelBook>();
        services.AddSingleton<Rehearsal>();
    }
}
