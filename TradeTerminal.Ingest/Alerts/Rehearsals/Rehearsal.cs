using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Alerts.Rehearsals;

/// <summary>
/// Tries a rule with given settings on the stored events of a time range, as if it began with the first of
/// them. The very rules of the feeds, so that it differs from what the feeds would have raised only by what
/// they had seen before the range, and by late events, which here come in their own time. Events are
/// streamed: memory does not grow with the range.
/// </summary>
public sealed class Rehearsal(IDbContextFactory<TerminalDbContext> databases)
{
    /// <summary>From <paramref name="from"/> to before <paramref name="to"/>, UTC event time.</summary>
    public async Task<RehearsalResult> RunAsync(
        RuleSettings settings, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        var run = new Run((NpgsqlConnection)database.Database.GetDbConnection(), settings, from, to, cancellationToken);
        switch (settings.Kind)
        {
            case AlertKind.PriceMove:
                await run.TryAsync(new TradeRules(), StoredEvents.Trades);
                await run.TryAsync(new QuoteRules(), StoredEvents.Quotes);
                await run.TryAsync(new CommodityRules(), StoredEvents.Commodities);
                await run.TryAsync(TickRules.Crypto(), StoredEvents.Crypto);
                await run.TryAsync(TickRules.Indices(), StoredEvents.Indices);
                break;
            case AlertKind.VolumeSpike:
                await run.TryAsync(new QuoteRules(), StoredEvents.Quotes);
                await run.TryAsync(TickRules.Indices(), StoredEvents.Indices);
                break;
            case AlertKind.Risk:
                await run.TryAsync(new PositionRules(), StoredEvents.Positions);
                break;
            case AlertKind.OrderImbalance:
                await run.TryAsync(new BookRules(), StoredEvents.OrderBook);
                break;
            default:
                await run.TryAsync(new QuoteRules(), StoredEvents.Quotes);
                break;
        }

        return run.Tally.ToResult();
    }

    private sealed class Run(
        NpgsqlConnection connection, RuleSettings settings, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        public RehearsalTally Tally { get; } = new();

        public async Task TryAsync<TEvent, TState>(FeedRules<TEvent, TState> rules, EventStream<TEvent> stored)
            where TEvent : struct, IFeedEvent<TEvent>
            where TState : class, IRuleState<TState>, new()
        {
            var asGiven = new RuleRun<TEvent, TState>(rules, RuleSet.Only(settings));
            var without = new RuleRun<TEvent, TState>(rules, RuleSet.Only(settings with { CoolDownSeconds = 0 }));
            await foreach (var e in stored.ReadAsync(connection, from, to, cancellationToken))
            {
                Tally.Add(rules.Feed, e, asGiven.Judge(e), without.Judge(e).Count);
            }
        }
    }
}
