using Confluent.Kafka;

namespace TradeTerminal.Tests.Kafka;

public sealed class LibraryTests
{
    [Fact]
    public void VersionString_NativeLibraryLoaded_MatchesTheClient()
    {
        Assert.StartsWith("2.16.0", Library.VersionString, StringComparison.Ordinal);
    }
}
