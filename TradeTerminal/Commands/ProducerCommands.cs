using System.Globalization;
using TradeTerminal.Controls;
using TradeTerminal.Producers;

namespace TradeTerminal.Commands;

/// <summary>Orders to the producers, by the rules of their page.</summary>
internal static class ProducerCommands
{
    /// <summary><c>produce</c>, <c>produce 100</c>, <c>produce quotes</c>, <c>produce quotes 5</c>.</summary>
    public static IReadOnlyList<Command> Produce(string[] words, CommandScope scope, out string? problem)
    {
        problem = null;
        if (words.Length == 0)
        {
            return [.. scope.Producers.Select(kind => Start(kind, null))];
        }

        var (kind, rest) = KindOf(words, scope);
        if (kind is null)
        {
            problem = $"“{Cut(words[0])}” is neither a rate nor a producer. Type produce 100, or produce {string.Join(", ", scope.Producers.Select(known => known.Name))}.";
            return rest.Length > 0
                ? []
                : [.. scope.Producers.Where(known => known.Name.StartsWith(words[0], StringComparison.OrdinalIgnoreCase)).Select(known => Start(known, null))];
        }

        if (rest.Length == 0)
        {
            return [Start(kind, null)];
        }

        if (rest.Length == 1 && TypedNumber.TryWhole(rest[0], out int rate) && rate is > 0 and <= ProducerSettings.LargestRate)
        {
            return [Start(kind, rate)];
        }

        problem = $"Type a whole number from 1 to {Format.Count(ProducerSettings.LargestRate)} {kind.Events} a second, such as produce {(IsTrades(kind) ? "" : kind.Name + " ")}100.";
        return [];
    }

    /// <summary><c>stop</c>, <c>stop quotes</c>.</summary>
    public static IReadOnlyList<Command> Stop(string[] words, CommandScope scope, out string? problem)
    {
        problem = $"Type stop, or stop and one of {string.Join(", ", scope.Producers.Select(known => known.Name))}.";
        return words.Length > 1
            ? []
            : [.. scope.Producers.Where(kind => kind.Name.StartsWith(words.FirstOrDefault(""), StringComparison.OrdinalIgnoreCase))
                .Select(kind => new Command(IsTrades(kind) ? "stop" : $"stop {kind.Name}", $"Stop made-up {kind.Events}")
                {
                    Order = new ProducerOrder(kind, false),
                    Api = $"POST {AddressOf(kind)}/stop",
                })];
    }

    private static (ProducerKind? Kind, string[] After) KindOf(string[] words, CommandScope scope)
    {
        if (scope.Producers.FirstOrDefault(kind => kind.Name.Equals(words[0], StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return (named, words[1..]);
        }

        return char.IsAsciiDigit(words[0][0]) || words[0][0] == '-' ? (scope.Producers[0], words) : (null, words[1..]);
    }

    private static Command Start(ProducerKind kind, int? rate) => new(
        $"produce{(IsTrades(kind) ? "" : $" {kind.Name}")}{(rate is null ? "" : $" {rate.Value.ToString(CultureInfo.InvariantCulture)}")}",
        rate is null ? $"Start made-up {kind.Events} as by default" : $"Start {Format.Count(rate.Value)} made-up {kind.Events} a second")
    {
        Order = new ProducerOrder(kind, true, rate),
        Api = $"POST {AddressOf(kind)}/start{(rate is null ? "" : $" {{\"rate\":{rate.Value.ToString(CultureInfo.InvariantCulture)}}}")}",
    };

    private static bool IsTrades(ProducerKind kind) => kind.Name == ProducerKinds.Trades;

    private static string AddressOf(ProducerKind kind) => IsTrades(kind) ? "/api/producer" : $"/api/producers/{kind.Name}";

    private static string Cut(string word) => word.Length > 24 ? $"{word[..24]}…" : word;
}
