namespace TradeTerminal.Tests.Support.Writing;

internal static class Batches
{
    /// <summary>The same events in batches of sizes by chance, some of them of one.</summary>
    internal static IEnumerable<T[]> Split<T>(Random random, IReadOnlyList<T> events)
    {
        for (var at = 0; at < events.Count;)
        {
            var size = Math.Min(events.Count - at, random.Next(3) == 0 ? 1 : random.Next(1, 40));
            yield return [.. events.Skip(at).Take(size)];
            at += size;
        }
    }
}
