using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Orders that enter the books of shares. A step is two seconds of the market and gives 3 to 10 orders per
/// symbol, within 1 % of its price: bids to buy below it, offers above, market orders at it.
/// </summary>
/// <remarks>
/// Buying and selling are even but for spells: with a chance of 1 in 1,000 × stress per step, in the shared market once in six hours ÷
/// stress, a symbol begins a minute or two in which 85 % of its orders are on one side. A run begins evenly, unless with a spell.
/// </remarks>
internal sealed class SyntheticOrderBook : ISyntheticFeed
{
    private const double Reach = 0.01;
    private const double LimitShare = 0.8;
    private const double SpellChance = 0.001;
    private const double SpellShare = 0.85;
    private const int FirstQuantity = 2_000;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SpellEvery = TimeSpan.FromHours(6);

    /// <summary>That of the rule of one-sided flow.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Random _random;
    private readonly double _stress;
    private readonly Book[] _books;
    private readonly bool _isShared;
    private int _steps;

    public SyntheticOrderBook(IReadOnlyList<string> symbols, int seed, decimal stress)
    {
        _random = SharedMarket.DiceOf(seed);
        _isShared = SharedMarket.Is(seed);
        _stress = (double)stress;
        _books = [.. symbols.Select(symbol => new Book(symbol, Equity.Of(symbol).In(seed, _random, stress, 2)))];
    }

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        var at = WireText.UnixMilliseconds(utcNow);
        // A market of the run's own counts its steps: when they are sent must not change what they are.
        var now = _isShared ? utcNow : DateTime.UnixEpoch + (++_steps * Step);
        foreach (var book in _books)
        {
            var price = book.Price.Next(utcNow);
            var buyShare = BuyShare(book, now);
            var fills = book.Fills(now);
            for (var orders = _random.Next(3, 11); orders > 0; orders--)
            {
                var (buys, quantity) = (_random.NextDouble() < buyShare, _random.Next(100, 50_000));
                if (fills)
                {
                    (buys, quantity) = now < book.SpellUntil ? (book.Buying, quantity) : book.Level(quantity);
                }

                book.Add(buys, quantity);
                events.Add(new SyntheticEvent(book.Symbol, Order(book.Symbol, price, buys, quantity, at)));
            }
        }
    }

    private double BuyShare(Book book, DateTime now)
    {
        if (now < book.SpellUntil)
        {
            return book.Buying ? SpellShare : 1 - SpellShare;
        }

        if (_random.NextDouble() < _stress * (_isShared ? SharedMarket.Chance(book.Last, now, SpellEvery) : SpellChance))
        {
            (book.SpellUntil, book.Buying) = (now.AddSeconds(_random.Next(60, 121)), _random.Next(2) == 0);
        }

        return 0.5;
    }

    private byte[] Order(string symbol, double mid, bool buys, int quantity, long at)
    {
        var isLimit = _random.NextDouble() < LimitShare;
        var away = isLimit ? Reach * _random.NextDouble() * (buys ? -1 : 1) : 0;
        var price = decimal.Round((decimal)(mid * (1 + away)), mid >= 10 ? 2 : 4);
        return WireText.Json(
            $$"""{"symbol":"{{symbol}}","side":"{{(buys ? "BUY" : "SELL")}}","price":{{price}},"quantity":{{quantity}},"order_type":"{{(isLimit ? "LIMIT" : "MARKET")}}","timestamp":{{at}}}""");
    }

    private sealed class Book(string symbol, ISymbolPrice price)
    {
        private DateTime _from;
        private long _bought;
        private long _sold;

        public string Symbol => symbol;

        public ISymbolPrice Price => price;

        /// <summary>The step before.</summary>
        public DateTime Last { get; private set; }

        public DateTime SpellUntil { get; set; }

        public bool Buying { get; set; }

        /// <summary>True in the first minute, of a run or after a pause that long: it holds too few orders to be even by chance.</summary>
        public bool Fills(DateTime now)
        {
            if (now - Last >= Window)
            {
                (_from, _bought, _sold) = (now, 0, 0);
            }

            Last = now;
            return now - _from < Window;
        }

        /// <summary>The lighter side comes next, and with at most half of what has come neither gets more than two thirds.</summary>
        public (bool Buys, int Quantity) Level(int quantity) =>
            (_bought < _sold, (int)Math.Min(quantity, Math.Max(FirstQuantity, (_bought + _sold) / 2)));

        public void Add(bool buys, int quantity) => (_bought, _sold) = buys ? (_bought + quantity, _sold) : (_bought, _sold + quantity);
    }
}
