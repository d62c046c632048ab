using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(TradeTerminal.Tests.Support.LongestFirst))]

namespace TradeTerminal.Tests.Support;

/// <summary>
/// The collections of the browser and of faults, which wait for minutes, begin before all others: one of them begun last would
/// be waited for alone.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["Browser: ", nameof(Faults.LiesTests), nameof(Faults.KillTests), "Tests.Faults."];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Rank(collection))];

    private static int Rank(ITestCollection collection)
    {
        var rank = Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return rank < 0 ? Long.Length : rank;
    }
}
