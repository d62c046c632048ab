using TradeTerminal.Ingest.Alerts.Levels;

namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>The settings of all rules at one moment. Immutable; the defaults are a rule set that works.</summary>
public sealed record RuleSet
{
    public static RuleSet Default { get; } = new();

    public PriceMoveSettings PriceMove { get; init; } = new();

    public VolumeSpikeSettings VolumeSpike { get; init; } = new();

    public RiskSettings Risk { get; init; } = new();

    public OrderImbalanceSettings OrderImbalance { get; init; } = new();

    public ArbitrageSettings Arbitrage { get; init; } = new();

    /// <summary>Prices that somebody wants to hear of.</summary>
    public LevelSet Levels { get; init; } = LevelSet.None;

    public RuleSettings this[AlertKind kind] => kind switch
    {
        AlertKind.PriceMove => PriceMove,
        AlertKind.VolumeSpike => VolumeSpike,
        AlertKind.Risk => Risk,
        AlertKind.OrderImbalance => OrderImbalance,
        AlertKind.Arbitrage => Arbitrage,
        _ => throw new ArgumentException("Levels have no settings in common.", nameof(kind)),
    };

    public RuleSet With(RuleSettings settings) => settings switch
    {
        PriceMoveSettings priceMove => this with { PriceMove = priceMove },
        VolumeSpikeSettings volumeSpike => this with { VolumeSpike = volumeSpike },
        RiskSettings risk => this with { Risk = risk },
        OrderImbalanceSettings orderImbalance => this with { OrderImbalance = orderImbalance },
        ArbitrageSettings arbitrage => this with { Arbitrage = arbitrage },
        _ => throw new ArgumentException($"There is no rule for {settings.GetType().Name}.", nameof(settings)),
    };

    /// <summary>One rule switched on as given, and all others off.</summary>
    internal static RuleSet Only(RuleSettings settings)
    {
        var all = Default;
        foreach (var kind in AlertKinds.Rules)
        {
            all = all.With(all[kind] with { Enabled = false });
        }

        return all.With(settings with { Enabled = true });
    }
}
