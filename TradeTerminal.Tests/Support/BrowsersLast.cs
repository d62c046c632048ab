using TradeTerminal.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

// Twice as many as CI has cores: most of what takes long waits for Kafka, PostgreSQL or a clock.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestCollectionOrderer(typeof(BrowsersLast))]

namespace TradeTerminal.Tests.Support;

/// <summary>
/// What hurts servers takes longest and begins first, so that nothing is left to wait for alone. The browsers come last, two of
/// them at once: then hardly anything runs beside what waits as a person would.
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
            _ => 1,
        };
}
