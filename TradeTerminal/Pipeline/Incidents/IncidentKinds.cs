using System.Collections.Immutable;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>What goes wrong, as the database, the API and addresses name it.</summary>
public static class IncidentKinds
{
    /// <summary>PostgreSQL is slow or does not answer.</summary>
    public const string Database = "database";

    /// <summary>The brokers do not answer; of one feed, a partition of its topic does not.</summary>
    public const string Kafka = "kafka";

    /// <summary>More waits, and for longer, than a live feed may have.</summary>
    public const string Lagging = "lagging";

    /// <summary>Nothing comes, for long by the feed's own rhythm.</summary>
    public const string Silent = "silent";

    /// <summary>Ten times the usual number of messages, and more than 200, in a second.</summary>
    public const string Surge = "surge";

    /// <summary>More than one of a hundred messages of the last minute is refused.</summary>
    public const string Rejects = "rejects";

    /// <summary>What is stored is not on the screens.</summary>
    public const string Screens = "screens";

    /// <summary>The self-check has found a difference.</summary>
    public const string SelfCheck = "self_check";

    /// <summary>Nothing moves until a person has acted.</summary>
    public const string Stands = "stands";

    /// <summary>No terminal ran: it was ended in good order and started again.</summary>
    public const string Restart = "restart";

    /// <summary>A terminal ended without a word.</summary>
    public const string Crash = "crash";

    public static ImmutableArray<string> All { get; } =
        [Database, Kafka, Lagging, Silent, Surge, Rejects, Screens, SelfCheck, Stands, Restart, Crash];
}
