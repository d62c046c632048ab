using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Api;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;

namespace TradeTerminal.MarketWatch;

/// <summary>The newest price of each symbol and venue, straight from the database.</summary>
internal static class QuotesApi
{
    private const int Most = 2_000;

    public static void MapQuotes(this IEndpointRouteBuilder routes) => routes
        .MapGet("/api/quotes", ListAsync)
        .WithTags("Market")
        .WithSummary("The newest quote of each symbol and venue")
        .WithDescription("By event time, in the order of symbols and venues; at most 2,000, those with the newest. With 'feed' the newest prices of another feed than quotes: they have no venue, bid or ask, and crypto says where its price comes from.");

    private static async Task<Results<Ok<List<QuoteBody>>, ValidationProblem>> ListAsync(
        [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases,
        MarketUpdates market,
        FeedGauges feeds,
        TimeProvider time,
        [Description("Symbols with commas between; none means all.")] string? symbols,
        [Description("The feed whose prices these are.")] string? feed,
        CancellationToken cancellationToken)
    {
        var arguments = new QueryArguments();
        var filter = arguments.Tickers(symbols, "symbols");
        var of = arguments.Feed(feed, PricedFeeds.Others) ?? PricedFeeds.Quotes;
        if (!arguments.AreValid)
        {
            return arguments.Problem;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var (all, chosen) = (filter.IsAll, filter.Symbols.ToArray());
        var rows = await database.LatestPrices.AsNoTracking()
            .Where(row => row.Feed == of && (all || chosen.Contains(row.Symbol)))
            .OrderByDescending(row => row.EventTime).ThenBy(row => row.Symbol).ThenBy(row => row.Venue)
            .Take(Most)
            .ToListAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var snapshot = market.Current;
        var isDown = feeds.IsDown(of);
        return TypedResults.Ok(rows
            .OrderBy(row => row.Symbol, StringComparer.Ordinal).ThenBy(row => row.Venue, StringComparer.Ordinal)
            .Select(row => QuoteBody.Of(row, snapshot.Of(new Instrument(of, row.Symbol, row.Venue)), now, isDown))
            .ToList());
    }
}

/// <summary>The newest price of one symbol at one venue.</summary>
internal sealed record QuoteBody(
    string Feed,
    string Symbol,
    [property: Description("Empty where the feed has none.")] string Venue,
    decimal Price,
    [property: Description("Null without an order on that side.")] decimal? Bid,
    [property: Description("Null without an order on that side.")] decimal? Ask,
    [property: Description("Available at the bid.")] decimal? BidSize,
    [property: Description("Available at the ask.")] decimal? AskSize,
    [property: Description("Of this price alone.")] decimal Volume,
    [property: Description("Where the price comes from: real, jittered, synthetic; unstated where the sender does not say.")] string Origin,
    [property: Description("When the price behind this one was read from a market, UTC.")] DateTime? RealAt,
    [property: Description("Event time, UTC.")] DateTime Time,
    [property: Description("Age by the earlier of event time and receipt.")] double AgeSeconds,
    [property: Description("live, slow or stale by the symbol's own rhythm at the venue; down while the feed can't be read or stored")] string State)
{
    public static QuoteBody Of(LatestPriceRow row, InstrumentSnapshot? shown, DateTime utcNow, bool isDown)
    {
        var seen = shown?.Newest.Mark.At == row.EventTime ? shown.LastSeen : row.EventTime;
        var state = Rhythm.Judge(utcNow - seen, shown?.StaleAfter ?? Rhythm.LeastAllowed, isDown);
        return new QuoteBody(
            row.Feed, row.Symbol, row.Venue, row.Price, row.Bid, row.Ask, row.BidSize, row.AskSize, row.Volume, row.Origin,
            row.RealAt, row.EventTime, Rounding.Age(seen, utcNow), state.ToString().ToLowerInvariant());
    }
}
