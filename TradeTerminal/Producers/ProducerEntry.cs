using System.Collections.Immutable;
using System.Globalization;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers;

/// <summary>Producer settings as a person types them.</summary>
public sealed class ProducerEntry
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\r', '\n'];

    /// <summary>Longest text of symbols that is taken: more than the most symbols of any producer need.</summary>
    public const int LongestSymbols = 8_000;

    /// <summary>Empty: by the interval, where the producer has one.</summary>
    public string Rate { get; set; } = "";

    public bool AsFastAsPossible { get; set; }

    /// <summary>Seconds; does not count beside a rate.</summary>
    public string Interval { get; set; } = "";

    public string Symbols { get; set; } = "";

    /// <summary>Empty: part of the market that all producers share.</summary>
    public string Seed { get; set; } = "";

    public string Stress { get; set; } = "1";

    public static ProducerEntry Of(ProducerSettings settings) => new()
    {
        Rate = settings.IsUnlimited || settings.Interval is not null ? "" : settings.Rate.ToString(CultureInfo.InvariantCulture),
        AsFastAsPossible = settings.IsUnlimited,
        Interval = settings.Interval?.TotalSeconds.ToString(CultureInfo.InvariantCulture) ?? "",
        Symbols = string.Join(", ", settings.Symbols),
        Seed = SharedMarket.Is(settings.Seed) ? "" : settings.Seed.ToString(CultureInfo.InvariantCulture),
        Stress = settings.Stress.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The settings, or null and what is wrong by the name of the field, each saying what to do.</summary>
    public ProducerSettings? TryRead(ProducerKind kind, out IReadOnlyDictionary<string, string> problems)
    {
        var wrong = new Dictionary<string, string>();
        var byInterval = kind.Interval is not null && !AsFastAsPossible && string.IsNullOrWhiteSpace(Rate);
        var rate = 0;
        if (!AsFastAsPossible && !byInterval && (!TypedNumber.TryWhole(Rate, out rate) || rate == 0))
        {
            wrong["rate"] = $"Give a whole number from 1 to {ProducerSettings.LargestRate:N0}, or choose as fast as the broker takes.";
        }

        var interval = byInterval ? ReadInterval(kind, wrong) : null;
        var seed = SharedMarket.Seed;
        if (!string.IsNullOrWhiteSpace(Seed) && !TypedNumber.TryWhole(Seed, out seed))
        {
            wrong["seed"] = $"Give a whole number from {int.MinValue} to {int.MaxValue}, or nothing for the market that all producers share.";
        }

        if (TypedNumber.TryDecimal(Stress, out var stress) is { } unread)
        {
            (wrong["stress"], stress) = ($"{unread} It is above 0 and up to {ProducerSettings.LargestStress:N0}; 1 is normal.", 1);
        }

        var settings = new ProducerSettings(rate, SymbolsOf(Symbols), seed, interval, stress);
        foreach (var (name, problem) in settings.Problems(kind))
        {
            wrong.TryAdd(name, problem);
        }

        problems = wrong;
        return wrong.Count == 0 ? settings : null;
    }

    /// <summary>As on the way in over HTTP: in capitals, each once.</summary>
    public static ImmutableArray<string> Normalized(IEnumerable<string> symbols) =>
        [.. symbols.Select(symbol => symbol.Trim().ToUpperInvariant()).Distinct()];

    private TimeSpan? ReadInterval(ProducerKind kind, Dictionary<string, string> wrong)
    {
        var unread = TypedNumber.TryDecimal(Interval, out var seconds);
        if (unread is null && Math.Abs(seconds) < 1_000_000_000)
        {
            return TimeSpan.FromSeconds((double)seconds);
        }

        wrong["interval"] = $"{unread ?? "That is too long."} It is the seconds between two steps, such as {kind.Interval!.Value.TotalSeconds}.";
        return kind.Interval;
    }

    private static ImmutableArray<string> SymbolsOf(string text) =>
        Normalized(text.Split(Separators, StringSplitOptions.RemoveEmptyEntries));
}
