using System.Collections.Immutable;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>
/// What one producer makes and with which settings it starts unless told otherwise: by a rate, or by a time
/// between steps, of which exactly one is given.
/// </summary>
public sealed record ProducerKind(string Name, string Title, string Section)
{
    /// <summary>What it sends, in the plural.</summary>
    public required string Events { get; init; }

    /// <summary>What its events are about, in the plural.</summary>
    public string About { get; init; } = "symbols";

    public required ImmutableArray<string> Symbols { get; init; }

    public int MostSymbols { get; init; } = ProducerSettings.MostSymbols;

    /// <summary>False when no other symbols can be chosen.</summary>
    public bool TakesSymbols { get; init; } = true;

    public bool TakesStress { get; init; }

    /// <summary>Events a second.</summary>
    public int? Rate { get; init; }

    public TimeSpan? Interval { get; init; }

    public required Func<ProducerSettings, ISyntheticFeed> Create { get; init; }

    /// <summary>Gives the feed of a run in the shared market what an earlier one left.</summary>
    public Func<ISyntheticFeed, Task>? ResumeAsync { get; init; }

    /// <summary>Makes up the time before a run, where that is not the feed of the run itself.</summary>
    public Func<ProducerSettings, ISyntheticFeed>? CreatePast { get; init; }

    /// <summary>Time between two steps of the past: fewer than of the present, for a day of it has to be stored in seconds.</summary>
    public required Func<DateTime, TimeSpan> PastStep { get; init; }
}
