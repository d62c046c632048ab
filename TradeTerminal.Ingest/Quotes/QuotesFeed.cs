using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Quotes;

/// <summary>What each venue shows for each symbol.</summary>
internal sealed class QuotesFeed() : Feed<Quote>("quotes", "Quotes", "market_data")
{
    internal override IEventStore<Quote> Store { get; } = new EventTable<Quote>(
        "quotes",
        "symbol, venue, price, bid, ask, bid_size, ask_size, volume, event_time, source_partition, source_offset",
        Write);

    internal override PriceColumns Prices { get; } = new("symbol", "price", "volume") { Venue = "venue" };

    internal override Func<Quote, PricePoint?> PriceOf => PricePoint.Of;

    internal override IFeedParser<Quote> CreateParser(bool anySign = false) => new QuoteParser(anySign);

    internal override IReadOnlyList<IFeedFold<Quote>> CreateFolds(IServiceProvider services) =>
        [AlertFolds.Create(services, new QuoteRules())];

    private static void Write(NpgsqlBinaryImporter import, Quote quote)
    {
        import.Write(quote.Symbol, NpgsqlDbType.Text);
        import.Write(quote.Venue, NpgsqlDbType.Text);
        import.Write(quote.Price, NpgsqlDbType.Numeric);
        import.WriteOrNull(quote.Bid, NpgsqlDbType.Numeric);
        import.WriteOrNull(quote.Ask, NpgsqlDbType.Numeric);
        import.Write(quote.BidSize, NpgsqlDbType.Numeric);
        import.Write(quote.AskSize, NpgsqlDbType.Numeric);
        import.Write(quote.Volume, NpgsqlDbType.Numeric);
        import.Write(quote.EventTime, NpgsqlDbType.TimestampTz);
        import.Write(quote.Partition, NpgsqlDbType.Integer);
        import.Write(quote.Offset, NpgsqlDbType.Bigint);
    }
}
