using TradeTerminal.Tests.Producers.Replay;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;
using Xunit.Sdk;
using Xunit.v3;

// Twice as many as CI has cores: most of what takes long waits for Kafka, PostgreSQL or a clock.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestCollectionOrderer(typeof(BrowsersLast))]

namespace TradeTerminal.Tests.Support;

/// <summary>
/// What takes longest begins first, so that nothing is left to wait for alone: what hurts servers, and the many that share one. The
/// browsers come last, two of them at once: then hardly anything runs beside what waits as a person would.
/// </summary>
public sealed class BrowsersLast : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Turn).ThenBy(collection => collection.UniqueID, StringComparer.Ordinal)];

    private static int Turn<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection => collection.TestCollectionDisplayName switch
        {
            var name when name.StartsWith("Browser", StringComparison.Ordinal) => 2,
            var name when name.Contains("Tests.Faults.", StringComparison.Ordinal) => 0,
            ApiHost.Collection or ReplayHost.Collection => 0,
            _ => 1,
        };
}
