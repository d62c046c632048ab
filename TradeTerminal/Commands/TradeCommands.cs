using System.Globalization;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tape;

namespace TradeTerminal.Commands;

/// <summary>Which trades the tape shows: addresses, too.</summary>
internal static class TradeCommands
{
    private const decimal Example = 500;

    public static readonly IReadOnlyDictionary<string, Side?> Verbs =
        new Dictionary<string, Side?> { ["buys"] = Side.Buy, ["sells"] = Side.Sell, ["trades"] = null };

    /// <summary><c>buys</c>, <c>sells over 500</c>, <c>trades</c> for those of both sides.</summary>
    public static IReadOnlyList<Command> Read(string verb, string[] words, CommandScope scope, out string? problem)
    {
        problem = null;
        switch (words)
        {
            case []:
                return [Of(verb, 0, scope), Of(verb, Example, scope)];
            case [var over] when "over".StartsWith(over, StringComparison.OrdinalIgnoreCase):
                return [Of(verb, Example, scope)];
            case [var over, var number] when over.Equals("over", StringComparison.OrdinalIgnoreCase)
                && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size) && size > 0:
                return [Of(verb, size, scope)];
            default:
                problem = $"Type {verb}, or {verb} over {Example}: the smallest size to be shown, such as 0.5.";
                return [];
        }
    }

    public static Command Of(string verb, decimal size, CommandScope scope)
    {
        var filter = new TapeFilter(Verbs[verb], size);
        return new Command(size > 0 ? $"{verb} over {size.ToString(CultureInfo.InvariantCulture)}" : verb,
            $"Tape: {(filter.Side is null ? "trades of both sides" : $"only {verb}")}{(size > 0 ? $" of {Format.Quantity(size)} or more" : "")}")
        {
            Uri = scope.View.WithTrades(filter).Uri,
            Api = $"GET {filter.InHistory(scope.View.Filter).ApiUri}",
        };
    }
}
