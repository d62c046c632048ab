using TradeTerminal.Ingest.Prices;
using TradeTerminal.MarketWatch;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.MarketWatch;

public sealed class MarketRowsTests
{
    private readonly ScreenClock _clock = new();

    /// <summary>Best of all venues; a quote that nobody has renewed is nobody's, also when nothing at all comes any more.</summary>
    [Fact]
    public void Current_TradedAndQuoted_HasTheBestThatIsFresh()
    {
        var market = new ScreenMarket(_clock);
        var rows = new MarketRows(market.Updates);
        market.Add("quotes", Quote("NYSE", 189.90m, 190.20m));
        market.Add("quotes", Quote("BATS", 189.95m, 190.30m));
        market.Show("AAPL", 190);

        Assert.Equal((189.95m, 190.20m), Traded(rows));

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((null, null), Traded(rows));
    }

    private (decimal? Bid, decimal? Ask) Traded(MarketRows rows)
    {
        var row = rows.Current(_clock.UtcNow).Single(one => one.Instrument.IsTraded);
        return (row.Bid, row.Ask);
    }

    private PricePoint Quote(string venue, decimal bid, decimal ask) =>
        new("AAPL", venue, new PriceMark((bid + ask) / 2, _clock.UtcNow, 0, 0), 100) { Bid = bid, Ask = ask };
}
