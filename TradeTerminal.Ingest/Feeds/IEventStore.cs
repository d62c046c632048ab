using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>Where the events of one feed are kept.</summary>
internal interface IEventStore<TEvent>
    where TEvent : struct
{
    PartitionedTable Table { get; }

    /// <summary>
    /// Stores the events and returns those that are new, in the same order. The quick way in may fail with a
    /// unique violation when one has been stored before, then or when the connection is next used; the careful way
    /// leaves those out.
    /// </summary>
    List<TEvent> Insert(FeedTransaction transaction, List<TEvent> events, bool careful);

    /// <summary>Another writer may have stored events since this one last did.</summary>
    void Forget()
    {
    }
}
