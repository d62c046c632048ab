using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Alerts;

/// <summary>Events at so many seconds after the start of a day, and what the rules find in a row of them.</summary>
internal static class Market
{
    internal static readonly DateTime Start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>In whole microseconds, as event times are.</summary>
    internal static DateTime At(double seconds) => Start.AddMicroseconds(Math.Round(seconds * 1_000_000));

    internal static Trade Trade(double seconds, decimal price, string ticker = "AAPL") =>
        new(Guid.Empty, ticker, price, 1, Side.Buy, At(seconds), 0, 0);

    internal static Tick Tick(double seconds, decimal price, decimal volume = 0, string symbol = "SP500") =>
        new(symbol, price, volume, PriceOrigin.Unstated, null, At(seconds), 0, 0);

    /// <summary>A quote far from any other venue's unless bid and ask say otherwise.</summary>
    internal static Quote Quote(
        double seconds, string venue = "NYSE", decimal price = 100, decimal? bid = 99, decimal? ask = 101,
        long bidSize = 60_000, long askSize = 60_000, long volume = 1_000, string symbol = "AAPL") =>
        new(symbol, venue, price, bid, ask, bidSize, askSize, volume, At(seconds), 0, 0);

    internal static BookUpdate Order(double seconds, Side side, long quantity, string symbol = "AAPL") =>
        new(symbol, side, 100, quantity, OrderType.Limit, At(seconds), 0, 0);

    internal static TraderPosition Report(
        double seconds, decimal size, decimal averagePrice = 100, decimal pnl = 0, string instrument = "AAPL",
        string trader = "TRADER_001") => new(trader, instrument, size, averagePrice, pnl, At(seconds), 0, 0);

    internal static List<Finding> Find(RuleSettings settings, params Trade[] trades) => Find(new TradeRules(), settings, trades);

    internal static List<Finding> Find(RuleSettings settings, params Tick[] ticks) => Find(TickRules.Indices(), settings, ticks);

    internal static List<Finding> Find(RuleSettings settings, params Quote[] quotes) => Find(new QuoteRules(), settings, quotes);

    internal static List<Finding> Find(RuleSettings settings, params BookUpdate[] orders) =>
        Find(new BookRules(), settings, orders);

    internal static List<Finding> Find(RuleSettings settings, params TraderPosition[] reports) =>
        Find(new PositionRules(), settings, reports);

    internal static List<Finding> Find<TEvent, TState>(
        FeedRules<TEvent, TState> rules, RuleSettings settings, IEnumerable<TEvent> events)
        where TEvent : struct, IFeedEvent<TEvent>
        where TState : class, IRuleState<TState>, new()
    {
        var run = new RuleRun<TEvent, TState>(rules, RuleSet.Only(settings));
        return [.. events.SelectMany(e => run.Judge(e).ToArray())];
    }
}
