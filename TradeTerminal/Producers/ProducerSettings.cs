using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Producers;

/// <summary>
/// What to produce. <see cref="Rate"/> is in trades a second; 0 means as fast as the broker takes them.
/// The same seed and tickers give the same tickers, prices, volumes and sides in the same order; ids and
/// times belong to the run.
/// </summary>
public sealed record ProducerSettings(int Rate, ImmutableArray<string> Tickers, int Seed)
{
    public const int LargestRate = 1_000_000;
    public const int MostTickers = 500;

    public bool IsUnlimited => Rate == 0;

    /// <summary>What is wrong, by the name of the setting, each saying what to do; empty when all is well.</summary>
    public IReadOnlyDictionary<string, string> Problems()
    {
        var problems = new Dictionary<string, string>();
        if (Rate is < 0 or > LargestRate)
        {
            problems["rate"] = $"Give a rate from 1 to {LargestRate:N0} trades a second, or 0 for as fast as the broker takes them.";
        }

        if (Tickers.Length is 0 or > MostTickers)
        {
            problems["tickers"] = $"Give 1 to {MostTickers} tickers; these are {Tickers.Length}.";
        }
        else if (Tickers.FirstOrDefault(ticker => !Symbol.TryParse(ticker, out _)) is { } wrong)
        {
            problems["tickers"] = $"'{wrong}' is no ticker: use {Symbol.Rule}.";
        }

        return problems;
    }
}
