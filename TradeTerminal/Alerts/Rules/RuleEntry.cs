using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Alerts.Rules;

/// <summary>Settings of a rule as a person types them, in the order of their JSON.</summary>
internal sealed class RuleEntry
{
    private const string EnabledName = "enabled";
    private const string RepeatName = "repeat";

    private readonly AlertKind _kind;
    private readonly HashSet<string> _wholes = new(StringComparer.Ordinal);

    private RuleEntry(AlertKind kind) => _kind = kind;

    public bool Enabled { get; set; }

    /// <summary><c>once</c> or <c>every</c>.</summary>
    public string Repeat { get; set; } = "";

    /// <summary>Switches other than <see cref="Enabled"/>.</summary>
    public SortedDictionary<string, bool> Flags { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of flags and numbers in their order.</summary>
    public List<string> Names { get; } = [];

    public static RuleEntry Of(RuleSettings settings)
    {
        var entry = new RuleEntry(settings.Kind);
        foreach (var setting in RuleJson.ToElement(settings).EnumerateObject())
        {
            entry.Take(setting.Name, setting.Value);
            if (RuleJson.IsWhole(settings, setting.Name))
            {
                entry._wholes.Add(setting.Name);
            }
        }

        return entry;
    }

    /// <summary>What is otherwise than in <paramref name="before"/>, such as <c>significant above 8 %, cool-down 30 s</c>.</summary>
    public string Beside(RuleEntry before)
    {
        var others = new List<string>();
        if (Enabled != before.Enabled)
        {
            others.Add(Enabled ? "on" : "off");
        }

        foreach (var name in Names)
        {
            var field = RuleField.Of(name);
            if (Flags.TryGetValue(name, out var flag) && flag != before.Flags.GetValueOrDefault(name))
            {
                others.Add($"{field.Label} {(flag ? "on" : "off")}");
            }
            else if (Numbers.TryGetValue(name, out var number) && number != before.Numbers.GetValueOrDefault(name))
            {
                others.Add($"{field.Label} {number} {field.Unit}".TrimEnd());
            }
        }

        if (Repeat != before.Repeat)
        {
            others.Add($"fires {Repeat}");
        }

        return others.Count == 0 ? "to what it was" : string.Join(", ", others);
    }

    /// <summary>The settings, or null and what is wrong by the name of the setting, each saying what to do.</summary>
    public RuleSettings? TryRead(out IReadOnlyDictionary<string, string> problems)
    {
        var wrong = new Dictionary<string, string>();
        problems = wrong;
        var json = new JsonObject { [EnabledName] = Enabled, [RepeatName] = Repeat };
        foreach (var (name, flag) in Flags)
        {
            json[name] = flag;
        }

        foreach (var (name, text) in Numbers)
        {
            if (_wholes.Contains(name) && TypedNumber.TryWhole(text, out int whole))
            {
                json[name] = whole;
            }
            else if (TypedNumber.TryDecimal(text, out var number) is { } problem)
            {
                wrong[name] = problem;
            }
            else
            {
                json[name] = number;
            }
        }

        var settings = wrong.Count == 0 ? Read(json, wrong) : null;
        foreach (var (name, mistake) in settings?.Problems() ?? new Dictionary<string, string>())
        {
            wrong.TryAdd(name, mistake);
        }

        return wrong.Count == 0 ? settings : null;
    }

    private RuleSettings? Read(JsonObject json, Dictionary<string, string> wrong)
    {
        try
        {
            return RuleJson.Read(_kind, json.ToJsonString());
        }
        catch (JsonException exception)
        {
            // The one thing left to be wrong is a fraction where only whole numbers go, or one too large.
            wrong[(exception.Path ?? "").TrimStart('$').TrimStart('.')] = "Give a whole number.";
            return null;
        }
    }

    private void Take(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False when name == EnabledName:
                Enabled = value.GetBoolean();
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Flags[name] = value.GetBoolean();
                Names.Add(name);
                break;
            case JsonValueKind.String:
                Repeat = value.GetString()!;
                break;
            default:
                Numbers[name] = value.GetDecimal().ToString(CultureInfo.InvariantCulture);
                Names.Add(name);
                break;
        }
    }
}
