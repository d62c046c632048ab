using Npgsql;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Storage;

public sealed class TestDatabaseTests(PostgresFixture fixture)
{
    [Fact]
    public async Task CreateDatabaseAsync_Twice_GivesTwoEmptyOnes()
    {
        await using var one = await fixture.CreateDatabaseAsync();
        await using var two = await fixture.CreateDatabaseAsync();

        Assert.NotEqual(one.ConnectionString, two.ConnectionString);
        await ExecuteAsync(one.ConnectionString, "CREATE TABLE t (a int)");
        await ExecuteAsync(two.ConnectionString, "CREATE TABLE t (a int)");
    }

    [Fact]
    public async Task CreateDatabaseAsync_Prepared_PreparesOnceAndCopies()
    {
        var prepared = 0;
        Task Prepare(string connectionString)
        {
            prepared++;
            return ExecuteAsync(connectionString + ";Pooling=false", "CREATE TABLE t (a int)");
        }

        await using var one = await fixture.CreateDatabaseAsync("test of templates", Prepare);
        await using var two = await fixture.CreateDatabaseAsync("test of templates", Prepare);

        Assert.Equal(1, prepared);
        await ExecuteAsync(one.ConnectionString, "INSERT INTO t VALUES (1)");
        await ExecuteAsync(two.ConnectionString, "INSERT INTO t VALUES (1)");
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
