using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Tests.Support.Writing;

internal static class TestSums
{
    /// <summary>What works out missing sums of prices, on the database of the trades.</summary>
    internal static PriceSums PriceSums(this TestIngest ingest) => new(
        ingest.Databases, new DatabaseStartup(ingest.Databases, NullLogger<DatabaseStartup>.Instance), ingest.Clock,
        NullLogger<PriceSums>.Instance);
}
