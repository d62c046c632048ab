using TradeTerminal.Controls;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>How incidents are written on the screens.</summary>
internal static class IncidentWords
{
    public static string KindOf(string kind) => kind switch
    {
        IncidentKinds.Database => "PostgreSQL slow or away",
        IncidentKinds.Kafka => "Kafka away",
        IncidentKinds.Lagging => "Lagging",
        IncidentKinds.Silent => "Silent",
        IncidentKinds.Surge => "Surge",
        IncidentKinds.Rejects => "Refusing over 1 %",
        IncidentKinds.Screens => "Screens behind",
        IncidentKinds.SelfCheck => "Self-check differs",
        IncidentKinds.Stands => "Waits for a person",
        IncidentKinds.Restart => "Restart",
        IncidentKinds.Crash => "Crash",
        _ => kind,
    };

    /// <summary>A partition of one feed is not the whole of Kafka.</summary>
    public static string NameOf(Incident incident) =>
        incident is { Kind: IncidentKinds.Kafka, Feed: not null } ? "Partition away" : KindOf(incident.Kind);

    /// <summary>In the place of what is stored, before it is read.</summary>
    public static string Unread(bool isDatabaseAway) => isDatabaseAway ? "Can’t be read now: PostgreSQL is slow or away." : "Reading…";

    public static string FeedOf(Incident incident) => incident.Feed is { } feed ? Format.FeedName(feed) : "all";

    /// <summary><c>25 s</c>, <c>3 min 20 s</c>, <c>2 h 05 min</c>, <c>3 d</c>: to the second where seconds matter.</summary>
    public static string LengthOf(TimeSpan length) => length switch
    {
        { TotalSeconds: < 59.5 } => Format.Age(length),
        { TotalMinutes: < 60 } => $"{(int)length.TotalMinutes} min {length.Seconds:00} s",
        { TotalHours: < 48 } => $"{(int)length.TotalHours} h {length.Minutes:00} min",
        _ => Format.Age(length),
    };

    /// <summary>
    /// What came of it: <c>2,542 waited</c>, <c>120 refused</c>, <c>3,000 came, 40 waited</c>; empty where nothing is counted.
    /// </summary>
    public static string CountOf(Incident incident)
    {
        var waited = incident.Waited > 0 ? $"{Format.Count(incident.Waited)} waited" : null;
        var messages = incident.Messages is { } count
            ? $"{Format.Count(count)} {(incident.Kind == IncidentKinds.Surge ? "came" : "refused")}"
            : null;
        return string.Join(", ", new[] { messages, waited }.Where(text => text is not null));
    }
}
