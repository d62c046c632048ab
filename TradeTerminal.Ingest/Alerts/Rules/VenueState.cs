using TradeTerminal.Ingest.Quotes;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>The newest event of one symbol on one venue.</summary>
internal sealed class VenueState(string venue)
{
    /// <summary>What price move has spoken about.</summary>
    public Latch Move;

    public string Venue { get; } = venue;

    /// <summary>The newest event time seen; what is older is late.</summary>
    public DateTime At { get; set; }

    /// <summary>0 before the first price.</summary>
    public decimal Price { get; set; }

    /// <summary>Of the price move rule; null while it compares neighbours.</summary>
    public MoveWindow? Window { get; set; }

    /// <summary>0 without an order.</summary>
    public decimal Bid { get; set; }

    /// <summary>0 without an order.</summary>
    public decimal Ask { get; set; }

    public decimal BidSize { get; set; }

    public decimal AskSize { get; set; }

    public void Take(in Quote quote) =>
        (Bid, Ask, BidSize, AskSize) = (quote.Bid ?? 0, quote.Ask ?? 0, quote.BidSize, quote.AskSize);
}
