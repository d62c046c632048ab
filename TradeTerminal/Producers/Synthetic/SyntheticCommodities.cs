using System.Globalization;
using System.Text.RegularExpressions;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// A trading book of commodities. A step moves every price within 50 to 150, in a market of the run's own by at
/// most 2, closes one open trade with a chance of 0.2, opens one with a chance of 0.3 at the current price, and
/// marks every open trade.
/// </summary>
/// <remarks>
/// The book holds at most <see cref="MostOpen"/> open trades: one that would be too many closes the oldest first.
/// Trade ids carry the time of opening, so that a second run with the same seed opens trades of its own.
/// </remarks>
internal sealed partial class SyntheticCommodities : ISyntheticFeed
{
    public const int MostOpen = 50;

    private const int PastStepsAMark = 6;
    private const int Start = 100;
    private const double AnnualVolatility = 0.35;
    private const decimal Least = 50;
    private const decimal Most = 150;
    private const decimal LargestStep = 2;
    private const double OpenChance = 0.3;
    private const double CloseChance = 0.2;

    private readonly Random _random;
    private readonly Commodity[] _commodities;
    private readonly List<Deal> _open = [];
    private int _opened;
    private int _pastSteps;

    public SyntheticCommodities(IReadOnlyList<string> commodities, int seed)
    {
        _random = SharedMarket.DiceOf(seed);
        _commodities = [.. commodities.Select(name => new Commodity(
            WireName(name), SharedMarket.Is(seed) ? new SharedPrice(name, Start, AnnualVolatility, common: 0) : null))];
    }

    public static IReadOnlyList<string> DefaultCommodities { get; } = ["Oil", "Gold", "Wheat"];

    /// <summary>Trades that an earlier run opened and nobody has closed go on in this one; those of others are left alone.</summary>
    public void Hold(IEnumerable<CommodityPositionRow> positions)
    {
        foreach (var position in positions.Where(position => OwnId().IsMatch(position.TradeId)))
        {
            if (Array.Find(_commodities, commodity => commodity.Name.Equals(position.Commodity, StringComparison.OrdinalIgnoreCase)) is { } commodity)
            {
                _open.Add(new Deal(
                    position.TradeId, commodity, position.Quantity, position.EntryPrice, position.PositionType == "long"));
            }
        }
    }

    /// <summary>Every step has prices; to mark the whole book each time would be most of all that is stored.</summary>
    public void AdvancePast(DateTime utc, ICollection<SyntheticEvent> events)
    {
        if (_pastSteps++ % PastStepsAMark == 0)
        {
            Advance(utc, events);
        }
        else
        {
            Tick(utc, WireText.Iso(utc), events);
        }
    }

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        var at = WireText.Iso(utcNow);
        Tick(utcNow, at, events);
        if (_random.NextDouble() < CloseChance && _open.Count > 0)
        {
            events.Add(Close(_random.Next(_open.Count), at));
        }

        if (_random.NextDouble() < OpenChance)
        {
            if (_open.Count >= MostOpen)
            {
                events.Add(Close(0, at));
            }

            events.Add(Open(utcNow, at));
        }

        foreach (var deal in _open)
        {
            events.Add(Event("TradeMarked", deal, $"\"Status\":\"Open\",\"UnrealizedPnL\":{Number(deal.Pnl)}", at));
        }
    }

    private void Tick(DateTime utcNow, string at, ICollection<SyntheticEvent> events)
    {
        foreach (var commodity in _commodities)
        {
            commodity.Step(utcNow, _random);
            events.Add(Tick(commodity, _random.Next(100, 1_001), at));
        }
    }

    private SyntheticEvent Open(DateTime utcNow, string at)
    {
        var commodity = _commodities[_random.Next(_commodities.Length)];
        var id = string.Create(CultureInfo.InvariantCulture, $"{commodity.Name}-{utcNow:yyyyMMddTHHmmssfff}-{++_opened}");
        var deal = new Deal(id, commodity, _random.Next(100, 1_001), commodity.Price, _random.Next(2) == 0);
        _open.Add(deal);
        return Event("TradeOpened", deal, "\"Status\":\"Open\",\"UnrealizedPnL\":0", at);
    }

    private SyntheticEvent Close(int index, string at)
    {
        var deal = _open[index];
        _open.RemoveAt(index);
        return Event("TradeClosed", deal,
            $"\"Status\":\"Closed\",\"ClosePrice\":{Number(deal.Commodity.Price)},\"RealizedPnL\":{Number(deal.Pnl)}", at);
    }

    private static SyntheticEvent Tick(Commodity commodity, int volume, string at) => new(commodity.Name, WireText.Json(
        $$"""{"EventType":"PriceTick","timestamp":"{{at}}","LastUpdatedUtc":"{{at}}","commodity":"{{commodity.Name}}","CurrentPrice":{{commodity.Price}},"Volume":{{volume}}}"""));

    private static SyntheticEvent Event(string type, Deal deal, string state, string at) => new(deal.Commodity.Name, WireText.Json(
        $$"""{"EventType":"{{type}}","timestamp":"{{at}}","LastUpdatedUtc":"{{at}}","commodity":"{{deal.Commodity.Name}}","CurrentPrice":{{deal.Commodity.Price}},"TradeID":"{{deal.Id}}","Quantity":{{Number(deal.Quantity)}},"EntryPrice":{{deal.EntryPrice}},"PositionType":"{{(deal.IsLong ? "Long" : "Short")}}",{{state}}}"""));

    [GeneratedRegex(@"^.+-\d{8}T\d{9}-\d+$")]
    private static partial Regex OwnId();

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Settings carry symbols in capitals; the usual three go out as the field writes them.</summary>
    private static string WireName(string symbol) =>
        DefaultCommodities.FirstOrDefault(name => name.Equals(symbol, StringComparison.OrdinalIgnoreCase)) ?? symbol;

    private sealed class Commodity(string name, SharedPrice? shared)
    {
        public string Name => name;

        public decimal Price { get; private set; } = Start;

        public void Step(DateTime utcNow, Random random)
        {
            var price = shared is null ? Price + ((decimal)((2 * random.NextDouble()) - 1) * LargestStep) : (decimal)shared.Next(utcNow);
            Price = Math.Clamp(decimal.Round(price, 2), Least, Most);
        }
    }

    private sealed record Deal(string Id, Commodity Commodity, decimal Quantity, decimal EntryPrice, bool IsLong)
    {
        public decimal Pnl => (IsLong ? Commodity.Price - EntryPrice : EntryPrice - Commodity.Price) * Quantity;
    }
}
