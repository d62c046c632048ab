using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Statistics;

/// <summary>
/// Names for symbols where those of all feeds stand side by side. A bare symbol is that of the first feed that has
/// it, in the order of <see cref="PricedFeeds.All"/>; later ones are told apart by theirs: <c>AAPL</c> traded,
/// <c>quotes:AAPL</c> quoted. The venues of a symbol go under one name.
/// </summary>
internal sealed class SeriesNames
{
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);

    public SeriesNames(IEnumerable<(string Feed, string Symbol)> series)
    {
        foreach (var (feed, symbol) in series)
        {
            var rank = PricedFeeds.RankOf(feed);
            _first[symbol] = Math.Min(rank, _first.GetValueOrDefault(symbol, rank));
        }
    }

    public string this[string feed, string symbol] =>
        _first.TryGetValue(symbol, out var rank) && rank < PricedFeeds.RankOf(feed) ? new Instrument(feed, symbol).Key : symbol;
}
