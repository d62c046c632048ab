using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Support.Writing;

internal sealed class AnyFeed<TEvent>(Feed<TEvent> feed) : AnyFeed
    where TEvent : struct, IFeedEvent<TEvent>
{
    internal override Feed Feed => feed;

    internal override FeedIngest Ingest(string connectionString, TimeProvider clock) =>
        new FeedIngest<TEvent>(feed, connectionString, clock);

    internal override FeedContent Judge(IEnumerable<byte[]?> messages, DateTime utcNow)
    {
        var parser = feed.CreateParser();
        var (all, accepted, ids, rejected) = (0L, 0L, new HashSet<Guid>(), new List<byte[]?>());
        foreach (var message in messages)
        {
            all++;
            if (!parser.TryParse(message, utcNow, out var parsed, out _, out _))
            {
                rejected.Add(message);
            }
            else if (parsed is not Trade trade || ids.Add(trade.TradeId))
            {
                accepted++;
            }
        }

        return new FeedContent(this, all, accepted, rejected);
    }
}
