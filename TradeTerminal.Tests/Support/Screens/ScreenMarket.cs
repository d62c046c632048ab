using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Support.Screens;

/// <summary>A market of made-up trades that screens can follow.</summary>
internal sealed class ScreenMarket(ScreenClock clock)
{
    private readonly MarketBook _book = new();
    private long _version;
    private long _offset;

    internal MarketUpdates Updates { get; } = new(NullLogger<MarketUpdates>.Instance);

    /// <summary>A trade now, shown with the next <see cref="Publish"/>.</summary>
    internal Trade Add(string ticker, decimal price, long volume = 10, Side side = Side.Buy)
    {
        var trade = new Trade(Guid.NewGuid(), ticker, price, volume, side, clock.UtcNow, 0, _offset++);
        _book.Add(trade);
        return trade;
    }

    /// <summary>A price of another feed, shown with the next <see cref="Publish"/>.</summary>
    internal void Add(string feed, PricePoint? price) => _book.Add(feed, price!.Value);

    internal void Publish()
    {
        // Screens draw at most so often: to the next frame.
        clock.Advance(TimeSpan.FromSeconds(2));
        Updates.Publish(_book.Publish(++_version, clock.GetUtcNow()));
    }

    internal void Show(string ticker, decimal price, long volume = 10, Side side = Side.Buy)
    {
        Add(ticker, price, volume, side);
        Publish();
    }
}
