namespace TradeTerminal.Producers.Synthetic;

/// <summary>What a made-up trader holds of one share: positive is long, negative short.</summary>
internal sealed class SyntheticPosition
{
    public long Size { get; private set; }

    /// <summary>
    /// What was paid on average for what is held, in four decimals: adding weighs it, reducing leaves it, and
    /// going through zero starts it anew at the price of the trade. Of an empty position the last one.
    /// </summary>
    public decimal AveragePrice { get; private set; }

    /// <summary>What selling, or buying back, has brought since <see cref="BeginDay"/>, in cents.</summary>
    public decimal Realized { get; private set; }

    public void BeginDay() => Realized = 0.00m;

    /// <param name="quantity">Bought, or, negative, sold; 0 is no trade.</param>
    /// <param name="price">Of one share.</param>
    public void Trade(long quantity, decimal price)
    {
        if (quantity == 0)
        {
            return;
        }

        var size = Size + quantity;
        var closed = Math.Sign(quantity) == -Math.Sign(Size) ? Math.Sign(Size) * Math.Min(Math.Abs(Size), Math.Abs(quantity)) : 0;
        Realized += decimal.Round((price - AveragePrice) * closed, 2);
        if (Size == 0 || Math.Sign(size) == -Math.Sign(Size))
        {
            AveragePrice = price;
        }
        else if (Math.Sign(quantity) == Math.Sign(Size))
        {
            AveragePrice = decimal.Round(((Size * AveragePrice) + (quantity * price)) / size, 4);
        }

        Size = size;
    }

    /// <summary>Gained or lost on what is held, in cents.</summary>
    public decimal Pnl(decimal price) => decimal.Round((price - AveragePrice) * Size, 2);
}
