using System.Collections.Immutable;
using System.Text.Json;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts.Data;

/// <summary>The inputs of a stored alert by name. What another version stored otherwise is not there.</summary>
public sealed class AlertFigures
{
    private AlertFigures(ImmutableArray<AlertInput> all) => All = all;

    public ImmutableArray<AlertInput> All { get; }

    public static AlertFigures Of(AlertRow alert)
    {
        try
        {
            return new AlertFigures(AlertInputs.Read(alert.Inputs));
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return new AlertFigures([]);
        }
    }

    public decimal? Number(string name) => Find(name) is decimal number ? number : null;

    public string? Text(string name) => Find(name) as string;

    public DateTime? Time(string name) => Find(name) is DateTime time ? time : null;

    public ImmutableArray<decimal> Numbers(string name) => Find(name) is ImmutableArray<decimal> numbers ? numbers : [];

    /// <summary>Numbers whose names begin so, with what follows in the name.</summary>
    public IEnumerable<(string Name, decimal Value)> NumbersOf(string prefix) => All
        .Where(input => input.Name.StartsWith(prefix, StringComparison.Ordinal) && input.Value is decimal)
        .Select(input => (input.Name[prefix.Length..], (decimal)input.Value));

    /// <summary>+1 for up or buy, −1 for down or sell, 0 where the alert has no direction.</summary>
    public int Direction() => Text("side") switch
    {
        "buy" => 1,
        "sell" => -1,
        _ => Math.Sign(Number("percent") ?? 0),
    };

    /// <summary>A value that is no time as a person reads it: numbers as they are stored, with groups of thousands.</summary>
    public static string Show(object value) => value switch
    {
        decimal number => Show(number),
        ImmutableArray<decimal> numbers => string.Join(" · ", numbers.Select(Show)),
        _ => value.ToString() ?? "",
    };

    public static string Show(decimal number) => Format.Exact(number);

    private object? Find(string name)
    {
        foreach (var input in All)
        {
            if (input.Name == name)
            {
                return input.Value;
            }
        }

        return null;
    }
}
