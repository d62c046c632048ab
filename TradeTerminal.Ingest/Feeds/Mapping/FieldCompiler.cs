using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>Compiles the settings of one field and names what is wrong with them.</summary>
/// <param name="field">Of ours.</param>
/// <param name="entry">As it is written.</param>
/// <param name="slotOf">Where the value of a pointer goes.</param>
/// <param name="refuse">Takes a key below the feed's and a sentence about it.</param>
internal sealed class FieldCompiler(Field field, FieldEntry entry, Func<JsonPointer, int> slotOf, Action<string, string> refuse)
{
    private const int MaxParts = 5;

    public FieldMapping Compile()
    {
        var unit = Unit();
        var (map, scale) = (Map(), Scale());
        Check("Const", entry.Const);
        Check("Else", entry.Else);
        if (entry.Case is { } letters && letters != "upper")
        {
            Refuse("Case", letters == "keep"
                ? "is 'keep', which is not built: names are in upper case everywhere. Map those that differ by case alone: kPEPE=1000PEPE."
                : $"is '{letters}' but must be upper.");
        }

        if (entry.Cumulative is { } cumulative && !cumulative.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            Refuse("Cumulative", cumulative.Equals("true", StringComparison.OrdinalIgnoreCase)
                ? "is 'true', which is not built: have the difference sent, or leave the volume out with Const=0 where the feed takes 0."
                : $"is '{cumulative}' but must be true or false.");
        }

        var pointers = Pointers(unit);
        RefuseUnused(unit, pointers.Count);
        return new FieldMapping(field)
        {
            Slots = [.. pointers.Select(slotOf)],
            From = entry.From is null || entry.From == $"/{field.Name}" ? "" : entry.From,
            Const = entry.Const is { } constant ? Encoding.UTF8.GetBytes(constant) : null,
            Map = map,
            Else = entry.Else is { } otherwise ? Encoding.UTF8.GetBytes(otherwise) : null,
            Scale = scale,
            Unit = unit,
            IsPlain = pointers.Count == 1 && map.Count == 0 && scale is null && !field.IsTime && !field.IsText,
        };
    }

    /// <summary>What would be without effect is a mistake that nobody would be told of.</summary>
    private void RefuseUnused(TimeUnit unit, int pointers)
    {
        var (from, what) = entry.Const is not null ? ("Const", "which is the value itself")
            : unit == TimeUnit.Kafka ? ("Unit=kafka", "which takes the record's own time") : (null, null);
        if (from is not null)
        {
            Unused("Map", entry.Map.Count > 0);
            Unused("Else", entry.Else is not null);
            Unused("Scale", entry.Scale is not null);
            Unused("Unit", entry.Const is not null && entry.Unit is not null);
            Unused("From", unit == TimeUnit.Kafka && entry.Const is null && pointers > 0);
        }
        else if (field.IsNumber && pointers > 1 && entry.Map.Count > 0)
        {
            Refuse("Map", "is without effect on the middle of two numbers: leave one of the pointers out.");
        }

        void Unused(string key, bool isSet)
        {
            if (isSet)
            {
                Refuse(key, $"is without effect beside {from}, {what}: leave it out.");
            }
        }
    }

    private List<JsonPointer> Pointers(TimeUnit unit)
    {
        var texts = (entry.From ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length > 0 && entry.Const is not null)
        {
            Refuse("Const", "and From exclude each other.");
        }

        if (texts.Length == 0 && entry.Const is null && unit != TimeUnit.Kafka)
        {
            Refuse("From", $"is missing: it must be {JsonPointer.Rule}, or Const a value.");
        }

        if (texts.Length > (field.IsNumber ? 2 : MaxParts))
        {
            Refuse("From", field.IsNumber ? "has more than two pointers; a number is one, or the middle of two."
                : $"has {texts.Length} pointers; at most {MaxParts} are joined.");
        }

        if (texts.Length > 1 && field.IsTime)
        {
            Refuse("From", "has more than one pointer; a time is one value.");
        }

        List<JsonPointer> pointers = [];
        foreach (var text in texts)
        {
            if (JsonPointer.Parse(text) is { } pointer)
            {
                pointers.Add(pointer);
            }
            else
            {
                Refuse("From", $"has '{text}' but must be {JsonPointer.Rule}.");
            }
        }

        return pointers;
    }

    private List<MapEntry> Map()
    {
        List<MapEntry> map = [];
        foreach (var text in entry.Map)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                Refuse("Map", $"has '{text}' but must be such as true=sell: theirs, then ours.");
                continue;
            }

            var (theirs, ours) = (text[..equals], text[(equals + 1)..]);
            var isPrefix = theirs.Length > 1 && theirs[^1] == '*' && ours == "*";
            if (!isPrefix && ours != "null")
            {
                Check("Map", ours);
            }

            map.Add(new MapEntry(
                Encoding.UTF8.GetBytes(isPrefix ? theirs[..^1] : theirs),
                isPrefix || ours == "null" ? null : Encoding.UTF8.GetBytes(ours), isPrefix));
        }

        return map;
    }

    private Factor? Scale()
    {
        if (entry.Scale is not { } text)
        {
            return null;
        }

        if (!field.IsNumber)
        {
            Refuse("Scale", "is for numbers alone.");
        }

        var scale = Factor.Parse(text);
        if (scale is null)
        {
            Refuse("Scale", $"is '{text}' but must be {Factor.Rule}.");
        }

        return scale;
    }

    private TimeUnit Unit()
    {
        if (entry.Unit is not { } text)
        {
            return TimeUnit.Auto;
        }

        if (!field.IsTime)
        {
            Refuse("Unit", "is for times alone.");
        }

        TimeUnit? unit = text switch
        {
            "auto" => TimeUnit.Auto,
            "iso" => TimeUnit.Iso,
            "s" => TimeUnit.Seconds,
            "ms" => TimeUnit.Milliseconds,
            "us" => TimeUnit.Microseconds,
            "ns" => TimeUnit.Nanoseconds,
            "kafka" => TimeUnit.Kafka,
            _ => null,
        };
        if (unit is null)
        {
            Refuse("Unit", $"is '{text}' but must be auto, iso, s, ms, us, ns or kafka.");
        }

        return unit ?? TimeUnit.Auto;
    }

    /// <summary>A value of ours must be one that the field can take.</summary>
    private void Check(string key, string? value)
    {
        if (value is null)
        {
            return;
        }

        var utf8 = Encoding.UTF8.GetBytes(value);
        if (utf8.Length is 0 or > JsonDecimal.MaxLength)
        {
            Refuse(key, $"has '{value}' but must have 1 to {JsonDecimal.MaxLength} characters.");
        }
        else if (field.HasWords && field.IndexOfWord(utf8) < 0)
        {
            Refuse(key, $"has '{value}' but must be {field.Words}.");
        }
        else if (field.IsNumber && !JsonDecimal.IsNumber(utf8))
        {
            Refuse(key, $"has '{value}' but must be a number.");
        }
    }

    private void Refuse(string key, string problem) => refuse($"Fields:{field.Name}:{key}", problem);
}
