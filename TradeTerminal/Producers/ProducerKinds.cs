using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers;

/// <summary>Every producer there is, the one of trades first.</summary>
internal static class ProducerKinds
{
    public const string Trades = "trades";
    private const int MostCoins = 10;
    private const int MostHeld = 500;

    /// <summary>Trades of the market that one trade of the past stands for.</summary>
    private const int GatheredTrades = 12;

    /// <summary>The past is of a market with no more trades a second than this, whatever is asked of the present.</summary>
    private const int PastRate = 20;

    public static IReadOnlyList<ProducerKind> All(
        ProducerOptions options, TimeProvider time, IDbContextFactory<TerminalDbContext>? databases = null)
    {
        var crypto = CryptoEndpoint.Of(options.Crypto);
        return
        [
            new(Trades, "Trades", "Trades")
            {
                Events = "trades",
                About = "tickers",
                Symbols = [.. SyntheticMarket.DefaultTickers],
                Rate = options.Rate,
                Create = settings => new SyntheticTrades(settings.Symbols, settings.Seed),
                CreatePast = settings => new SyntheticTrades(settings.Symbols, settings.Seed, GatheredTrades),
                // More of them when the market is busy; on average as many as the rate says.
                PastStep = at => TimeSpan.FromSeconds(
                    GatheredTrades / (double)(options.Rate is 0 or > PastRate ? PastRate : options.Rate)
                    * TradingDay.Whole / 24 / TradingDay.Activity(at)),
            },
            new("quotes", "Quotes", "Quotes")
            {
                Events = "quotes",
                Symbols = [.. Equity.Symbols],
                TakesStress = true,
                Interval = TimeSpan.FromSeconds(1),
                Create = settings => new SyntheticQuotes(settings.Symbols, settings.Seed, settings.Stress),
                PastStep = _ => TimeSpan.FromSeconds(60),
            },
            new("order_book", "Order book", "OrderBook")
            {
                Events = "orders",
                Symbols = [.. Equity.Symbols],
                TakesStress = true,
                Interval = TimeSpan.FromSeconds(2),
                Create = settings => new SyntheticOrderBook(settings.Symbols, settings.Seed, settings.Stress),
                PastStep = _ => TimeSpan.FromSeconds(90),
            },
            new("positions", "Traders' positions", "Positions")
            {
                Events = "positions",
                Symbols = [.. Equity.Symbols],
                TakesStress = true,
                Interval = TimeSpan.FromSeconds(2),
                Create = settings => new SyntheticTraders(settings.Symbols, settings.Seed, settings.Stress),
                PastStep = _ => TimeSpan.FromSeconds(120),
            },
            new("commodities", "Commodity book", "Commodities")
            {
                Events = "records",
                About = "commodities",
                Symbols = [.. SyntheticCommodities.DefaultCommodities],
                Interval = TimeSpan.FromSeconds(5),
                Create = settings => new SyntheticCommodities(settings.Symbols, settings.Seed),
                ResumeAsync = databases is null ? null : feed => HoldAsync((SyntheticCommodities)feed, databases),
                PastStep = _ => TimeSpan.FromSeconds(20),
            },
            new("crypto", "Crypto", "Crypto")
            {
                Events = "ticks",
                Symbols = [crypto.Symbol],
                MostSymbols = MostCoins,
                TakesSymbols = crypto.TakesSymbols,
                Interval = TimeSpan.FromSeconds(1),
                Create = settings => settings.AsksMarket
                    ? new HybridCrypto(settings.Symbols, settings.Seed, options.Crypto, time)
                    : new SyntheticCrypto(settings.Symbols),
                PastStep = _ => TimeSpan.FromSeconds(20),
            },
            new("indices", "Indices", "Indices")
            {
                Events = "levels",
                About = "indices",
                Symbols = [.. SyntheticIndices.Names],
                TakesSymbols = false,
                Interval = TimeSpan.FromSeconds(1),
                Create = settings => new SyntheticIndices(settings.Seed),
                PastStep = _ => TimeSpan.FromSeconds(20),
            },
        ];
    }

    /// <summary>A book that can't be read now is begun anew: its trades stay open until the next start.</summary>
    private static async Task HoldAsync(SyntheticCommodities feed, IDbContextFactory<TerminalDbContext> databases)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync().ConfigureAwait(false);
            feed.Hold(await database.CommodityPositions.AsNoTracking()
                .Where(position => position.Status == "open").OrderBy(position => position.OpenedAt).Take(MostHeld)
                .ToListAsync().ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or TimeoutException)
        {
        }
    }
}
