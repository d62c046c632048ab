using System.ComponentModel;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>One producer at this moment; counts are of the run.</summary>
internal sealed record ProducerDetail(
    string Name,
    string Topic,
    bool Running,
    [property: Description("Events a second asked for, 0 for as fast as the broker takes them; null when it goes by the interval.")] int? Rate,
    [property: Description("Seconds between two steps of the market; null when it goes by the rate.")] double? Interval,
    string[] Symbols,
    [property: Description("Seed of the run, 0 for the market that all producers share; null before the first.")] int? Seed,
    [property: Description("1 is normal; null where it knows no stress.")] decimal? Stress,
    DateTime? StartedAt,
    long Sent,
    long Acknowledged,
    long Failed,
    [property: Description("Acknowledged, over the last second or interval.")] double RatePerSecond,
    [property: Description("Why the last event failed, in words.")] string? Problem,
    [property: Description("Where the newest price of each symbol comes from; of crypto only.")] PriceSourceBody[] Sources,
    [property: Description("The time before the run that is made up first, and how far it has come; null when it has.")] PastMade? Past)
{
    public static ProducerDetail Of(FeedProducer producer)
    {
        var (state, settings) = (producer.State, producer.State.Settings);
        return new ProducerDetail(
            producer.Name, producer.Topic, state.Running, settings.Interval is null ? settings.Rate : null, settings.Interval?.TotalSeconds,
            [.. settings.Symbols], state.StartedAt is null ? null : settings.Seed, producer.Kind.TakesStress ? settings.Stress : null,
            state.StartedAt?.UtcDateTime, state.Sent, state.Acknowledged, state.Failed, Math.Round(state.RatePerSecond, 1), state.Problem,
            [.. state.Sources.Select(PriceSourceBody.Of)], state.Past);
    }
}

/// <summary>Where the newest price of a symbol comes from.</summary>
internal sealed record PriceSourceBody(
    string Symbol,
    [property: Description("real, jittered or synthetic")] string Origin,
    [property: Description("The last price a market gave; null before the first.")] decimal? RealPrice,
    DateTime? RealAt,
    [property: Description("Why the market gave no price the last time it was asked.")] string? Problem)
{
    public static PriceSourceBody Of(PriceSource source) => new(
        source.Symbol,
        source.Origin switch { PriceOrigin.Real => "real", PriceOrigin.Jittered => "jittered", _ => "synthetic" },
        source.Real?.Price, source.Real?.At.UtcDateTime, source.Problem);
}
