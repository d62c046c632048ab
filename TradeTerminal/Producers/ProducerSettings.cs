using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Producers;

/// <summary>
/// What to produce. <see cref="Rate"/> is in events a second; 0 means as fast as the broker takes them. With an
/// <see cref="Interval"/> the rate does not count: a step of the market is sent each time it has passed. With a seed
/// the run has a market of its own, and the same settings give the same events in the same order; ids and times belong
/// to the run. Seed 0 is none: the run is a part of the market that all producers share.
/// </summary>
public sealed record ProducerSettings(int Rate, ImmutableArray<string> Symbols, int Seed, TimeSpan? Interval = null, decimal Stress = 1)
{
    /// <summary>False where no address outside may be asked for real prices.</summary>
    public bool AsksMarket { get; init; } = true;

    public const int LargestRate = 1_000_000;
    public const int MostSymbols = 500;
    public const decimal LargestStress = 1_000;

    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(10);
    public static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    public bool IsUnlimited => Rate == 0 && Interval is null;

    /// <summary>What is wrong, by the name of the setting, each saying what to do; empty when all is well.</summary>
    public IReadOnlyDictionary<string, string> Problems(ProducerKind kind)
    {
        var problems = new Dictionary<string, string>();
        if (Rate is < 0 or > LargestRate)
        {
            problems["rate"] = $"Give a rate from 1 to {LargestRate:N0} {kind.Events} a second, or 0 for as fast as the broker takes them.";
        }

        if (Interval < ShortestInterval || Interval > LongestInterval)
        {
            problems["interval"] = $"Give {ShortestInterval.TotalSeconds} to {LongestInterval.TotalSeconds:N0} seconds between two steps.";
        }

        if (kind.TakesStress ? Stress is <= 0 or > LargestStress : Stress != 1)
        {
            problems["stress"] = kind.TakesStress
                ? $"Give a number above 0 and up to {LargestStress:N0}; 1 is normal."
                : $"Leave it out: {kind.Events} know no stress.";
        }

        if (SymbolsProblem(kind) is { } symbols)
        {
            problems["symbols"] = symbols;
        }

        return problems;
    }

    private string? SymbolsProblem(ProducerKind kind)
    {
        if (!kind.TakesSymbols && !Symbols.SequenceEqual(kind.Symbols))
        {
            return $"Leave them out: there are only the {kind.About} {string.Join(", ", kind.Symbols)}.";
        }

        if (Symbols.Length == 0 || Symbols.Length > kind.MostSymbols)
        {
            return $"Give 1 to {kind.MostSymbols} {kind.About}; these are {Symbols.Length}.";
        }

        return Symbols.FirstOrDefault(symbol => !Symbol.TryParse(symbol, out _)) is { } wrong
            ? $"'{wrong}' is not one of the {kind.About}: use {Symbol.Rule}."
            : null;
    }
}
