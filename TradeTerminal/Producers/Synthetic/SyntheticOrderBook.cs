namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Orders that enter the books of shares. A step is two seconds of the market and gives 3 to 10 orders per
/// symbol, within 1 % of its price: bids to buy below it, offers above, market orders at it.
/// </summary>
/// <remarks>
/// Buying and selling are even but for spells: with a chance of 1 in 1,000 × stress per step a symbol begins a
/// minute or two in which 85 % of its orders are on one side.
/// </remarks>
internal sealed class SyntheticOrderBook : ISyntheticFeed
{
    private const double Reach = 0.01;
    private const double LimitShare = 0.8;
    private const double SpellChance = 0.001;
    private const double SpellShare = 0.85;

    private readonly Random _random;
    private readonly double _spellChance;
    private readonly Book[] _books;

    public SyntheticOrderBook(IReadOnlyList<string> symbols, int seed, decimal stress)
    {
        _random = new Random(seed);
        _spellChance = SpellChance * (double)stress;
        _books = [.. symbols.Select(symbol => new Book(symbol, Equity.Of(symbol, _random).Walk(2, stress)))];
    }

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        var at = WireText.UnixMilliseconds(utcNow);
        foreach (var book in _books)
        {
            var price = book.Walk.Step(_random);
            var buyShare = BuyShare(book);
            for (var orders = _random.Next(3, 11); orders > 0; orders--)
            {
                events.Add(new SyntheticEvent(book.Symbol, Order(book.Symbol, price, buyShare, at)));
            }
        }
    }

    private double BuyShare(Book book)
    {
        if (book.SpellLeft > 0)
        {
            book.SpellLeft--;
            return book.Buying ? SpellShare : 1 - SpellShare;
        }

        if (_random.NextDouble() < _spellChance)
        {
            (book.SpellLeft, book.Buying) = (_random.Next(30, 61), _random.Next(2) == 0);
        }

        return 0.5;
    }

    private byte[] Order(string symbol, double mid, double buyShare, long at)
    {
        var buys = _random.NextDouble() < buyShare;
        var isLimit = _random.NextDouble() < LimitShare;
        var away = isLimit ? Reach * _random.NextDouble() * (buys ? -1 : 1) : 0;
        var price = decimal.Round((decimal)(mid * (1 + away)), mid >= 10 ? 2 : 4);
        return WireText.Json(
            $$"""{"symbol":"{{symbol}}","side":"{{(buys ? "BUY" : "SELL")}}","price":{{price}},"quantity":{{_random.Next(100, 50_000)}},"order_type":"{{(isLimit ? "LIMIT" : "MARKET")}}","timestamp":{{at}}}""");
    }

    private sealed class Book(string symbol, PriceWalk walk)
    {
        public string Symbol => symbol;

        public PriceWalk Walk => walk;

        public int SpellLeft { get; set; }

        public bool Buying { get; set; }
    }
}
