namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// The time of which events were made up after the fact. Alerts about them are stored and shown, but neither sent nor
/// sounded, and how late they came says nothing.
/// </summary>
public sealed class MadeUpPast
{
    private long _end;

    public DateTime End
    {
        get => new(Volatile.Read(ref _end), DateTimeKind.Utc);
        set => Volatile.Write(ref _end, value.Ticks);
    }

    public bool Holds(DateTime eventTime) => eventTime < End;
}
