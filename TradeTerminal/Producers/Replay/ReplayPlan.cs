using System.Globalization;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Producers.Replay;

/// <summary>A recording about to be sent, and what was found about it in its topic.</summary>
/// <param name="Recording">What is sent.</param>
/// <param name="Topic">Where to.</param>
/// <param name="HistoryKey">Names it in the <see cref="ReplayHistory"/>.</param>
/// <param name="ReplayedAt">When the same was sent there before by this process.</param>
/// <param name="StoredAlready">How many of its events, by symbol and time, the feed's table has already.</param>
/// <param name="HasIds">The feed tells an event it has stored from a new one.</param>
internal sealed record ReplayPlan(
    Recording Recording, string Topic, string HistoryKey, DateTimeOffset? ReplayedAt, long StoredAlready, bool HasIds)
{
    /// <summary>Rows would be stored a second time: a person has to say that this is meant.</summary>
    public bool NeedsConfirmation => !HasIds && (StoredAlready > 0 || ReplayedAt is not null);

    /// <summary>What sending it does to what is stored, in a sentence or two.</summary>
    public string Consequence => HasIds ? WithIds : WithoutIds;

    private string WithIds => Say(
        $"Events of feed {Recording.Format.Feed} carry ids: what is stored already counts as a duplicate and is not stored again.{Already("are stored already")}");

    private string WithoutIds => Say(
        $"Events of feed {Recording.Format.Feed} carry no ids: every replay stores its rows again.{Before}{Already("are stored already and would be stored again")}");

    private string Before => ReplayedAt is { } at ? Say($" The same was sent into topic {Topic} at {at:yyyy-MM-dd HH:mm:ss} UTC.") : "";

    private string Already(string what) => StoredAlready > 0 ? Say($" {StoredAlready:N0} of {Recording.Events.Length:N0} {what}.") : "";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
