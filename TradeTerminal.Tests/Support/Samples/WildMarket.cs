using System.Globalization;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Producers;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>The producers' generators, as lively as they go.</summary>
internal static class WildMarket
{
    private const decimal Stress = ProducerSettings.LargestStress;

    private static readonly string[] Symbols = ["AAPL", "MSFT", "TSLA", "NVDA"];

    internal static ISyntheticFeed Of(string feed, int seed) => feed switch
    {
        "trades" => new Trades(seed),
        "quotes" => new SyntheticQuotes(Symbols, seed, Stress),
        "order_book" => new SyntheticOrderBook(Symbols, seed, Stress),
        "positions" => new SyntheticTraders(Symbols, seed, Stress),
        "commodities" => new SyntheticCommodities(SyntheticCommodities.DefaultCommodities, seed),
        "crypto" => new Crypto(seed),
        "indices" => new Indices(seed),
        _ => throw new ArgumentException($"Nothing makes up events of {feed} here.", nameof(feed)),
    };

    /// <summary>Their producer knows no stress: one price in thirty is far off. Ids by the seed.</summary>
    private sealed class Trades(int seed) : ISyntheticFeed
    {
        private readonly SyntheticMarket _market = new(Symbols, seed);
        private readonly Random _random = new(seed);
        private readonly byte[] _id = new byte[16];

        public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
        {
            _random.NextBytes(_id);
            var trade = _market.Next(utcNow) with { TradeId = new Guid(_id) };
            trade = _random.Next(30) == 0 ? trade with { Price = decimal.Round(trade.Price * 1.08m, 2) } : trade;
            events.Add(new SyntheticEvent(trade.Ticker, TradeEncoding.Encode(trade)));
        }
    }

    /// <summary>A market that answers once and then, for its jitter is small, something else altogether.</summary>
    private sealed class Crypto(int seed) : ISyntheticFeed
    {
        private readonly HybridPrice[] _coins = [new("BTC-USD", seed), new("ETH-USD", unchecked(seed + 1))];
        private readonly Random _random = new(seed);
        private RealPrice? _real;

        public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
        {
            _real = _random.Next(40) == 0 ? new RealPrice(_random.Next(50_000, 90_000), new DateTimeOffset(utcNow)) : _real;
            foreach (var coin in _coins)
            {
                var (price, origin) = coin.Next(_real);
                var real = _real is null ? "" : $""","real_timestamp":{WireText.UnixSeconds(_real.At.UtcDateTime).ToString(CultureInfo.InvariantCulture)}""";
                var word = origin switch { PriceOrigin.Real => "real", PriceOrigin.Jittered => "jittered", _ => "synthetic" };
                events.Add(new SyntheticEvent(coin.Symbol, WireText.Json(
                    $$"""{"symbol":"{{coin.Symbol}}","price":{{price}},"timestamp":{{WireText.UnixSeconds(utcNow)}},"origin":"{{word}}"{{real}}}""")));
            }
        }
    }

    /// <summary>The rows of generated files, each step one row an index, at the time of the step.</summary>
    private sealed class Indices(int seed) : ISyntheticFeed
    {
        private readonly Queue<string[]> _rows = [];
        private int _seed = seed;

        public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
        {
            if (_rows.Count == 0)
            {
                using var file = new StringWriter();
                IndexFile.Write(file, _seed++, utcNow);
                foreach (var line in file.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
                {
                    _rows.Enqueue(line.Split(','));
                }
            }

            for (var i = 0; i < 3; i++)
            {
                var row = _rows.Dequeue();
                events.Add(new SyntheticEvent(row[1], WireText.Json(
                    $$"""{"symbol":"{{row[1]}}","price":{{row[2]}},"volume":{{row[3]}},"timestamp":"{{WireText.Iso(utcNow)}}"}""")));
            }
        }
    }
}
