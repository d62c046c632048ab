using System.Text.Json.Serialization;

namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>
/// What every rule has. All times are event time. The JSON form has camelCase names; a name left out means
/// the default.
/// </summary>
public abstract record RuleSettings
{
    /// <summary>A day: what was said yesterday is no reason to be silent today.</summary>
    public const int LongestCoolDown = 86_400;

    private protected RuleSettings(AlertKind kind) => Kind = kind;

    [JsonIgnore]
    public AlertKind Kind { get; }

    [JsonPropertyOrder(-1)]
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// For so many seconds after an alert the same rule is silent about the same thing, unless it becomes
    /// graver. 0 is none.
    /// </summary>
    [JsonPropertyOrder(1)]
    public int CoolDownSeconds { get; init; }

    /// <summary>
    /// A share of the threshold, from 0 to below 1: the condition has ended when its figure has fallen below
    /// threshold × (1 − hysteresis).
    /// </summary>
    [JsonPropertyOrder(1)]
    public decimal Hysteresis { get; init; } = 0.1m;

    [JsonPropertyOrder(1)]
    public Repeat Repeat { get; init; }

    [JsonIgnore]
    internal TimeSpan CoolDown => TimeSpan.FromSeconds(CoolDownSeconds);

    /// <summary>What is wrong, by the JSON name of the setting, each saying what to do; empty when all is well.</summary>
    public IReadOnlyDictionary<string, string> Problems()
    {
        var problems = new Dictionary<string, string>();
        if (CoolDownSeconds is < 0 or > LongestCoolDown)
        {
            problems["coolDownSeconds"] = $"Give 0 to {LongestCoolDown:N0} seconds.";
        }

        if (Hysteresis is < 0 or >= 1)
        {
            problems["hysteresis"] = "Give a share from 0 to below 1, such as 0.1.";
        }

        if (!Enum.IsDefined(Repeat))
        {
            problems["repeat"] = "Give once or every.";
        }

        Check(problems);
        return problems;
    }

    private protected abstract void Check(Dictionary<string, string> problems);

    /// <summary>Enters a problem when <paramref name="value"/> is not above 0 and at most <paramref name="largest"/>.</summary>
    private protected static void Positive(Dictionary<string, string> problems, string name, decimal value, decimal largest)
    {
        if (value <= 0 || value > largest)
        {
            problems[name] = $"Give a number above 0 and at most {largest:N0}.";
        }
    }
}
