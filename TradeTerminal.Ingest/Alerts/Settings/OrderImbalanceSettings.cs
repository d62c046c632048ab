namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>
/// Within the trailing minute of a symbol more than a quantity was ordered, and more than so many percent of
/// it on one side.
/// </summary>
public sealed record OrderImbalanceSettings : RuleSettings
{
    public const long LargestQuantity = 1_000_000_000_000;
    public const int MostOrders = 10_000;

    public OrderImbalanceSettings()
        : base(AlertKind.OrderImbalance) => CoolDownSeconds = 300;

    public long MinimumQuantity { get; init; } = 10_000;

    /// <summary>From 50 to below 100.</summary>
    public decimal SharePercent { get; init; } = 70;

    /// <summary>Fewer orders in the window give no verdict until the symbol has been watched for the whole minute.</summary>
    public int MinimumOrders { get; init; } = 2;

    private protected override void Check(Dictionary<string, string> problems)
    {
        if (MinimumQuantity is < 0 or > LargestQuantity)
        {
            problems["minimumQuantity"] = $"Give 0 to {LargestQuantity:N0}.";
        }

        if (SharePercent is < 50 or >= 100)
        {
            problems["sharePercent"] = "Give 50 to below 100 percent.";
        }

        if (MinimumOrders is < 1 or > MostOrders)
        {
            problems["minimumOrders"] = $"Give 1 to {MostOrders:N0}.";
        }
    }
}
