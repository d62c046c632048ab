using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Tests.Support.Databases;

internal static class TerminalSchema
{
    /// <summary>A database of one test's own with the terminal's schema.</summary>
    internal static Task<TestDatabase> CreateTerminalDatabaseAsync(this PostgresFixture fixture) =>
        fixture.CreateDatabaseAsync("terminal", CreateAsync);

    internal static async Task CreateAsync(string connectionString)
    {
        using var databases = new TerminalDatabase(() => connectionString + ";Pooling=false");
        await using var database = databases.CreateDbContext();
        await database.CreateSchemaAsync(CancellationToken.None);
    }
}
