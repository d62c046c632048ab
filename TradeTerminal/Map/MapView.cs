using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Map;

/// <summary>
/// What a viewer has chosen to see of the map, as the URL carries it: <c>/map?feed=crypto&amp;tickers=list:tech&amp;by=change</c>. One feed at a time, as sizes
/// of two feeds can't be compared. What can't be understood is left out and named in <see cref="Problems"/>.
/// </summary>
internal sealed record MapView(string Feed, bool IsByChange)
{
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Symbols or watchlists.</summary>
    public TickerFilter Tickers { get; init; } = TickerFilter.All;

    public static MapView Default { get; } = new(PricedFeeds.Trades, false);

    public string Uri
    {
        get
        {
            string?[] parts =
            [
                Feed == PricedFeeds.Trades ? null : $"feed={Feed}",
                Tickers.IsAll ? null : $"tickers={AddressText.Query(Tickers.Text)}",
                IsByChange ? "by=change" : null,
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "/map" : $"/map?{query}";
        }
    }

    public static MapView Parse(string? feed, string? by, string? tickers = null)
    {
        var (named, order) = ((feed ?? "").Trim().ToLowerInvariant(), (by ?? "").Trim().ToLowerInvariant());
        var problems = new List<string>();
        if (named.Length > 0 && !PricedFeeds.All.Contains(named))
        {
            problems.Add($"feed={Format.Quoted(named)} must be one of {string.Join(", ", PricedFeeds.All)}");
        }

        if (order is not ("" or "size" or "change"))
        {
            problems.Add($"by={Format.Quoted(order)} must be size or change");
        }

        return new MapView(PricedFeeds.All.Contains(named) ? named : PricedFeeds.Trades, order == "change")
        {
            Problems = [.. problems], Tickers = TickerFilter.Parse(tickers),
        };
    }

    /// <summary>With the symbols of the watchlists; one that is not there is left out and named.</summary>
    public MapView Resolve(WatchlistSet lists)
    {
        var (tickers, missing) = lists.Resolve(Tickers);
        return this with { Tickers = tickers, Problems = [.. Problems, .. missing] };
    }
}
