using System.Collections.Immutable;

namespace TradeTerminal.Alerts.Data;

/// <summary>
/// What is drawn around the moment of an alert: bars in <see cref="Slots"/> equal places, the moment at
/// <see cref="At"/> places from the left, and levels to compare with.
/// </summary>
public sealed record Moment(
    string Says, int Slots, decimal At, ImmutableArray<MomentBar> Bars, ImmutableArray<MomentLevel> Levels, string From, string To);

/// <summary>A bar from one value to another, with a thin line from the lowest to the highest.</summary>
public sealed record MomentBar(int Slot, decimal From, decimal To, decimal Low, decimal High, bool IsMarked = false)
{
    /// <summary>From zero.</summary>
    public static MomentBar Of(int slot, decimal value, bool isMarked = false) =>
        new(slot, 0, value, Math.Min(0, value), Math.Max(0, value), isMarked);
}

public sealed record MomentLevel(string Name, decimal Value);
