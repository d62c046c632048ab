using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Feeds.Reading;

public sealed class FeedTransactionTests(PostgresFixture postgres)
{
    private const string Copy = "COPY numbers (n) FROM STDIN (FORMAT binary)";

    [Fact]
    public async Task Connection_RowsOnTheirWay_AreInBeforeItIsUsed()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await BeginAsync(source);
        await using var transaction = await connection.BeginTransactionAsync();
        var open = new FeedTransaction(new FeedKey("cluster", "topic"), connection, transaction);

        Send(open.BeginCopy(Copy), 1_000);

        Assert.Equal(1_000, await CountAsync(open.Connection));
        Send(open.BeginCopy(Copy), 10);
        Send(open.BeginCopy(Copy), 1);
        Assert.Equal(1_011, await CountAsync(open.Connection));
        open.Abandon();
        await transaction.CommitAsync();
        Assert.Equal(1_011, await CountAsync(connection));
    }

    [Fact]
    public async Task Abandon_RowsOnTheirWay_LeavesAConnectionThatRollsBack()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await BeginAsync(source);
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var open = new FeedTransaction(new FeedKey("cluster", "topic"), connection, transaction);
            Send(open.BeginCopy(Copy), 1_000);

            open.Abandon();

            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await CountAsync(connection));
    }

    private static async Task<NpgsqlConnection> BeginAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("CREATE TABLE numbers (n bigint)", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static void Send(NpgsqlBinaryImporter copy, long rows)
    {
        for (var i = 0L; i < rows; i++)
        {
            copy.StartRow();
            copy.Write(i, NpgsqlDbType.Bigint);
        }
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM numbers", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
