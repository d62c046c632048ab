namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>The gauges of all feeds, by name.</summary>
public sealed class FeedGauges(IEnumerable<FeedGauge> gauges)
{
    private readonly Dictionary<string, FeedGauge> _gauges = gauges.ToDictionary(gauge => gauge.Current.Name);

    /// <summary>In the order of the catalog.</summary>
    public IReadOnlyList<FeedGauge> All { get; } = [.. gauges];

    /// <summary>The main feed's.</summary>
    public FeedGauge Trades => this["trades"];

    /// <exception cref="KeyNotFoundException">There is no such feed.</exception>
    public FeedGauge this[string name] => _gauges[name];

    /// <summary>False while the feed is read and stored, and for a name that no feed has.</summary>
    public bool IsDown(string name) => _gauges.TryGetValue(name, out var gauge) && gauge.Current.Phase != FeedPhase.Running;
}
