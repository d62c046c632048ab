namespace TradeTerminal.Positions.Day;

/// <summary>One line of <see cref="PnlPicture"/>.</summary>
/// <param name="Name">Empty for the sum.</param>
/// <param name="Path">Through the stored points, as SVG in the square of <see cref="PnlPicture.Side"/>.</param>
/// <param name="Live">From the last of them to now; empty on another day.</param>
/// <param name="Last">The newest figure.</param>
/// <param name="Colour">From 1; 0 for the sum.</param>
internal sealed record PnlCurve(string Name, string Path, string Live, decimal Last, int Colour);
