namespace TradeTerminal.Producers.Synthetic.Prices;

/// <summary>
/// The price of a symbol in the market that all producers without a seed share: the same for each of them at the
/// same moment, also after a restart. A part of it moves with the whole market.
/// </summary>
/// <remarks>With more stress than 1 it swings more from where it stood when the run began.</remarks>
internal sealed class SharedPrice(string symbol, double level, double volatility, decimal stress = 1, double common = 0.35) : ISymbolPrice
{
    /// <summary>The farthest stress takes it, as a factor either way.</summary>
    private static readonly double Farthest = Math.Log(PriceWalk.Farthest);

    private readonly PricePath _own = new(symbol);
    private readonly PricePath _market = new("");
    private readonly double _ownShare = Math.Sqrt(1 - common);
    private readonly double _marketShare = Math.Sqrt(common);
    private readonly double _level = level;
    private double? _begun;

    public double Price { get; private set; } = level;

    public double Next(DateTime utcNow)
    {
        var away = volatility * ((_ownShare * _own.At(utcNow)) + (_marketShare * _market.At(utcNow)));
        var begun = _begun ??= away;
        Price = _level * Math.Exp(Math.Clamp(begun + ((double)stress * (away - begun)), -Farthest, Farthest));
        return Price;
    }
}
