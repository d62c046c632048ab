using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Something worked out from a feed's new events in the transaction that stores them: candles, positions,
/// alerts. Called on the feed's thread alone.
/// </summary>
internal interface IFeedFold<TEvent>
    where TEvent : struct
{
    /// <summary>
    /// Takes the new events, in the order they were read, and adds what follows from them to
    /// <see cref="FeedTransaction.Writes"/> or <see cref="FeedTransaction.Alerts"/>.
    /// </summary>
    void Apply(FeedTransaction transaction, IReadOnlyList<TEvent> events);

    /// <summary>
    /// The transaction failed, or its outcome is unknown, or another worker may have written: what is held in
    /// memory is read from the database again when it is next needed.
    /// </summary>
    void Forget();
}
