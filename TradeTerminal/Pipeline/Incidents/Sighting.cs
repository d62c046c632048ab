namespace TradeTerminal.Pipeline.Incidents;

/// <summary>Something that is wrong at this moment.</summary>
/// <param name="Key">What.</param>
/// <param name="Since">Since when, as far as is known, UTC.</param>
/// <param name="Detail">In words.</param>
internal sealed record Sighting(IncidentKey Key, DateTime Since, string Detail)
{
    /// <summary>Of messages refused, or come in a surge, since <see cref="Since"/>.</summary>
    public long? Messages { get; init; }

    /// <summary>How bad it is: the words of the worst moment are kept, of equally bad ones the last.</summary>
    public double Weight { get; init; }

    /// <summary>The words by how long it took in all, for when it has ended; null where they don't say it.</summary>
    public Func<TimeSpan, string>? WordsOfAll { get; init; }

    /// <summary>When it last showed, where that is not now: a share of the last minute stays high after the last message.</summary>
    public DateTime? LastSign { get; init; }
}
