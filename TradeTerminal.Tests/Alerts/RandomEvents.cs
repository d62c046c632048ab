using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;
using static TradeTerminal.Tests.Alerts.Market;

namespace TradeTerminal.Tests.Alerts;

/// <summary>A market wild enough for every rule to speak often, with late events and gaps.</summary>
internal sealed class RandomEvents(Random random)
{
    private static readonly string[] Symbols = ["AAPL", "MSFT", "TSLA"];
    private static readonly string[] Venues = ["NYSE", "BATS", "NASDAQ"];

    private double _at;
    private long _offset;

    internal Quote[] Quotes(int count) => Take(count, at =>
    {
        var price = Price();
        var spread = random.Next(1, 30) / 100m;
        return Quote(
            at, Venues[random.Next(3)], price, price - spread, price + spread, random.Next(1_000, 200_000),
            random.Next(1_000, 200_000), Volume(), Symbol());
    });

    internal Tick[] Ticks(int count) => Take(count, at => Tick(at, Price(), random.Next(3) == 0 ? Volume() + 0.25m : Volume(), Symbol()));

    internal Trade[] Trades(int count) => Take(count, at => Trade(at, Price(), Symbol()));

    internal BookUpdate[] Orders(int count) => Take(count, at => Order(at, (Side)random.Next(2), random.Next(100, 50_000), Symbol()));

    /// <summary>Over a few days.</summary>
    internal TraderPosition[] Reports(int count) => Take(count, at => Report(
        at * 200, random.Next(-12_000, 12_000), 100 + (random.Next(100) / 100m), random.Next(-4_000_000, 1_000_000) / 100m, Symbol(),
        $"TRADER_{random.Next(3)}"));

    private TEvent[] Take<TEvent>(int count, Func<double, TEvent> next)
        where TEvent : struct, Ingest.Feeds.IFeedEvent<TEvent>
    {
        var events = new TEvent[count];
        for (var i = 0; i < count; i++)
        {
            _at = Math.Round(_at + (random.NextDouble() * (random.Next(40) == 0 ? 30 : 0.5)), 3);
            var late = random.Next(10) == 0 ? Math.Min(_at, Math.Round(random.NextDouble() * 20, 3)) : 0;
            events[i] = next(_at - late).At(0, _offset++);
        }

        return events;
    }

    private string Symbol() => Symbols[random.Next(3)];

    private decimal Price() => random.Next(12) == 0 ? random.Next(9_000, 11_000) / 100m : random.Next(9_990, 10_010) / 100m;

    private long Volume() => random.Next(1_000, 10_000) * (random.Next(20) == 0 ? random.Next(3, 11) : 1);
}
