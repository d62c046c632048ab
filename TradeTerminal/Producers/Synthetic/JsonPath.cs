using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>The way to one value of a JSON document: <c>chart.result[0].meta.price</c>.</summary>
internal sealed partial class JsonPath
{
    private readonly string[] _steps;

    private JsonPath(string[] steps) => _steps = steps;

    public static bool TryParse(string? text, [NotNullWhen(true)] out JsonPath? path)
    {
        path = text is not null && Form().IsMatch(text) ? new JsonPath([.. Step().Matches(text).Select(step => step.Value)]) : null;
        return path is not null;
    }

    /// <summary>A number, or a text that is one.</summary>
    public bool TryRead(JsonElement document, out decimal value)
    {
        var at = document;
        foreach (var step in _steps)
        {
            if (!TryStep(ref at, step))
            {
                value = 0;
                return false;
            }
        }

        value = 0;
        return at.ValueKind switch
        {
            JsonValueKind.Number => at.TryGetDecimal(out value),
            JsonValueKind.String =>
                decimal.TryParse(at.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value),
            _ => false,
        };
    }

    private static bool TryStep(ref JsonElement at, string step)
    {
        if (step[0] != '[')
        {
            return at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out at);
        }

        var index = int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture);
        if (at.ValueKind != JsonValueKind.Array || index >= at.GetArrayLength())
        {
            return false;
        }

        at = at[index];
        return true;
    }

    [GeneratedRegex(@"^([^.\[\]]+|\[[0-9]{1,6}\])(\.[^.\[\]]+|\[[0-9]{1,6}\])*$")]
    private static partial Regex Form();

    [GeneratedRegex(@"\[[0-9]+\]|[^.\[\]]+")]
    private static partial Regex Step();
}
