using System.CommandLine;

namespace TradeTerminal.Cli;

/// <summary>An option that takes a number which may have decimals, read as everywhere else in the terminal.</summary>
internal static class NumberOption
{
    /// <param name="name">With its dashes.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="range">What it must be, as a sentence after its name; null where the terminal that is asked says so itself.</param>
    /// <param name="isWithin">Whether a number is in that range.</param>
    public static Option<decimal?> Create(string name, string description, string? range = null, Func<decimal, bool>? isWithin = null) =>
        new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (TypedNumber.TryDecimal(result.Tokens[0].Value, out var number) is { } problem)
            {
                result.AddError($"{name}: {problem}");
                return null;
            }

            // Not by a validator: one that reads a value which could not be parsed throws.
            if (isWithin?.Invoke(number) == false)
            {
                result.AddError($"{name} must be {range}");
            }

            return number;
        },
    };
}
