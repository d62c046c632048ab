using System.Collections.Immutable;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>The settings of all rules, and when each was saved, UTC; one that never was is not in it.</summary>
internal sealed record StoredRules(RuleSet Rules, ImmutableDictionary<AlertKind, DateTime> UpdatedAt)
{
    public static readonly StoredRules None = new(RuleSet.Default, ImmutableDictionary<AlertKind, DateTime>.Empty);

    public SavedRule this[AlertKind kind] => new(Rules[kind], UpdatedAt.TryGetValue(kind, out var at) ? at : null);

    /// <summary>Such as another version saved: when it was is known, what it was is not.</summary>
    public StoredRules With(AlertKind kind, DateTime updatedAt) => this with { UpdatedAt = UpdatedAt.SetItem(kind, updatedAt) };

    public StoredRules With(RuleSettings settings, DateTime updatedAt) =>
        With(settings.Kind, updatedAt) with { Rules = Rules.With(settings) };
}
