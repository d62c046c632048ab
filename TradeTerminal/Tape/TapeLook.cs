using TradeTerminal.Settings;

namespace TradeTerminal.Tape;

/// <summary>How a viewer sees the trades of one ticker: digits of the price, the zone, and where the ticker leads.</summary>
internal readonly record struct TapeLook(int Decimals, string Link, ViewerClock Clock)
{
    public bool Equals(TapeLook other) => Decimals == other.Decimals && Link == other.Link && Clock.Id == other.Clock.Id;

    public override int GetHashCode() => HashCode.Combine(Decimals, Link, Clock.Id);
}
