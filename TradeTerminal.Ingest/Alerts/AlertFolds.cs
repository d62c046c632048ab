using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Alerts.Rehearsals;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>Which rules each feed has. A fold belongs to one worker.</summary>
internal static class AlertFolds
{
    public static IFeedFold<Trade> Trades(IServiceProvider services) => Create(services, new TradeRules());

    public static IFeedFold<Quote> Quotes(IServiceProvider services) => Create(services, new QuoteRules());

    public static IFeedFold<BookUpdate> OrderBook(IServiceProvider services) => Create(services, new BookRules());

    public static IFeedFold<TraderPosition> Positions(IServiceProvider services) => Create(services, new PositionRules());

    public static IFeedFold<CommodityEvent> Commodities(IServiceProvider services) => Create(services, new CommodityRules());

    public static IFeedFold<Tick> Crypto(IServiceProvider services) => Create(services, TickRules.Crypto());

    public static IFeedFold<Tick> Indices(IServiceProvider services) => Create(services, TickRules.Indices());

    /// <summary>Of any feed's rules.</summary>
    public static IFeedFold<TEvent> Create<TEvent, TState>(IServiceProvider services, FeedRules<TEvent, TState> rules)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new() =>
        new AlertFold<TEvent, TState>(rules, services.GetRequiredService<RuleBook>(), services.GetRequiredService<TimeProvider>());

    /// <summary>What the folds share.</summary>
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<RuleBook>();
        services.AddSingleton<Rehearsal>();
    }
}
