using TradeTerminal.Ingest.Commodities;

namespace TradeTerminal.Ingest.Positions;

/// <summary>
/// Profit and loss, here and nowhere else; the database's <c>position_pnl</c> is the same formula for statements.
/// Every figure is of one position and in whole cents, half a cent away from zero, so that a loss is rounded
/// like the same profit. Totals are sums of these figures, never a figure of sums: rows add up to the cent.
/// </summary>
public static class Pnl
{
    public const int Decimals = 2;

    /// <summary>
    /// What a position is worth more than at its entry, at a price: unrealized at the latest one, realized at
    /// the one it was closed at. Long (price − entry) × quantity, Short (entry − price) × quantity.
    /// </summary>
    public static decimal Of(PositionType type, decimal quantity, decimal entry, decimal price) =>
        Cents((type == PositionType.Long ? price - entry : entry - price) * quantity);

    /// <summary>The same for a size that is negative when short.</summary>
    public static decimal Of(decimal size, decimal entry, decimal price) =>
        Of(size < 0 ? PositionType.Short : PositionType.Long, Math.Abs(size), entry, price);

    /// <summary>What a position is worth at a price, whichever way it faces: |size × price|.</summary>
    public static decimal Value(decimal size, decimal price) => Cents(Math.Abs(size * price));

    /// <summary>Always with two decimals, also where they are zeros.</summary>
    public static decimal Cents(decimal exact) => decimal.Round(exact, Decimals, MidpointRounding.AwayFromZero) + 0.00m;
}
