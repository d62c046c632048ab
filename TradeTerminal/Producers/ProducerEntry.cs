using System.Collections.Immutable;
using System.Globalization;

namespace TradeTerminal.Producers;

/// <summary>Producer settings as a person types them.</summary>
internal sealed class ProducerEntry
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\r', '\n'];

    public string Rate { get; set; } = "";

    public bool AsFastAsPossible { get; set; }

    public string Tickers { get; set; } = "";

    /// <summary>Empty: a new one each time.</summary>
    public string Seed { get; set; } = "";

    public static ProducerEntry Of(ProducerSettings settings) => new()
    {
        Rate = settings.IsUnlimited ? "" : settings.Rate.ToString(CultureInfo.InvariantCulture),
        AsFastAsPossible = settings.IsUnlimited,
        Tickers = string.Join(", ", settings.Tickers),
        Seed = settings.Seed.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The settings, or null and what is wrong by the name of the field, each saying what to do.</summary>
    public ProducerSettings? TryRead(out IReadOnlyDictionary<string, string> problems)
    {
        var wrong = new Dictionary<string, string>();
        var rate = 0;
        if (!AsFastAsPossible && (!TryReadWhole(Rate, out rate) || rate == 0))
        {
            wrong["rate"] = $"Give a whole number from 1 to {ProducerSettings.LargestRate:N0}, or choose as fast as the broker takes.";
        }

        var seed = Random.Shared.Next(1, 1_000_000);
        if (!string.IsNullOrWhiteSpace(Seed) && !int.TryParse(Seed, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out seed))
        {
            wrong["seed"] = $"Give a whole number from {int.MinValue} to {int.MaxValue}, or nothing for a new one each time.";
        }

        var settings = new ProducerSettings(rate, TickersOf(Tickers), seed);
        foreach (var (name, problem) in settings.Problems())
        {
            wrong.TryAdd(name, problem);
        }

        problems = wrong;
        return wrong.Count == 0 ? settings : null;
    }

    private static bool TryReadWhole(string text, out int value) => int.TryParse(
        text, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value);

    private static ImmutableArray<string> TickersOf(string text) =>
    [
        .. text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(ticker => ticker.ToUpperInvariant())
            .Distinct(),
    ];
}
