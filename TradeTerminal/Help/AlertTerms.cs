namespace TradeTerminal.Help;

/// <summary>What is said of alerts, and what a rule can be set to.</summary>
internal static class AlertTerms
{
    public static Term Severity { get; } = new("severity", "Severity",
        "How grave, in the words of its rule; the shape beside it says the same. The gravest can sound: see Settings.");

    public static Term Age { get; } = new("alert-age", "Age",
        "Since the event that raised it, by that event's own time.", "now − detected at");

    public static Term CoolDown { get; } = new("cool-down", "cool-down",
        "Seconds of event time in which the same rule stays silent about the same symbol after it has fired.");

    public static Term Hysteresis { get; } = new("hysteresis", "hysteresis",
        "How far a value must fall below its threshold, as a share of it, before the rule may fire once more.",
        "ends below threshold × (1 − hysteresis)");

    public static Term Rehearsal { get; } = new("rehearsal", "Rehearse",
        "Counts the alerts that the rule, as it is set here, would have raised over the stored events of the last 24 hours, without and with its cool-down. Nothing is saved.");

    public static Term Fires { get; } = new("fires", "fires",
        "Once until the condition has ended, or at every event for which it holds. The cool-down counts for both.");
}
