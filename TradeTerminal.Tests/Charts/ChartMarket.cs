using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Charts;

/// <summary>A market of which a test says what trades and when it is published.</summary>
internal sealed class ChartMarket
{
    private MarketBook _book = new();
    private long _offset;
    private long _version;

    internal ChartClock Clock { get; } = new();

    internal MarketUpdates Updates { get; } = new(NullLogger<MarketUpdates>.Instance);

    internal DateTime Now => Clock.GetUtcNow().UtcDateTime;

    internal MarketSnapshot Snapshot => Updates.Current;

    /// <summary>A trade <paramref name="ago"/> seconds before now.</summary>
    internal ChartMarket Trade(string ticker, double ago, decimal price, long volume = 1, Side side = Side.Buy)
    {
        _book.Add(new Trade(Guid.NewGuid(), ticker, price, volume, side, Now.AddSeconds(-ago), 0, _offset++));
        return this;
    }

    /// <summary>A quote <paramref name="ago"/> seconds before now.</summary>
    internal ChartMarket Quote(string symbol, string venue, double ago, decimal price, long volume = 1)
    {
        var quote = new Quote(symbol, venue, price, price, price, 1, 1, volume, Now.AddSeconds(-ago), 0, _offset++);
        _book.Add(PricedFeeds.Quotes, PricePoint.Of(quote)!.Value);
        return this;
    }

    /// <summary>As after a reading of the database in which a symbol was gone; this market has one.</summary>
    internal ChartMarket Delete()
    {
        _book = new MarketBook { Deletions = 1, IsWhole = true };
        return this;
    }

    internal MarketSnapshot Publish()
    {
        Updates.Publish(_book.Publish(++_version, Clock.GetUtcNow()));
        return Updates.Current;
    }
}
