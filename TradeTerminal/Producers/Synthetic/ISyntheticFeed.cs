namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Makes up the events of one feed, step by step. Deterministic: settings with the same seed give the same
/// events, but for times and for ids, which belong to the run. Called on the run's thread alone.
/// </summary>
public interface ISyntheticFeed
{
    /// <summary>Adds the events of the next step, in the order they are to be sent.</summary>
    void Advance(DateTime utcNow, ICollection<SyntheticEvent> events);

    /// <summary>The same for a step of the time before the run, where a feed makes less of it.</summary>
    void AdvancePast(DateTime utc, ICollection<SyntheticEvent> events) => Advance(utc, events);

    /// <summary>For prices that a market is asked for: where the newest of each symbol comes from. Read from any thread.</summary>
    IReadOnlyList<PriceSource> Sources => [];
}
