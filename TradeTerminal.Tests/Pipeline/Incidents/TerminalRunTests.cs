using Npgsql;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Pipeline.Incidents;

public sealed class TerminalRunTests(PostgresFixture fixture)
{
    private static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    private readonly IncidentBook _book = new();

    /// <summary>As in two containers of one host name: neither finds the other's process.</summary>
    [Fact]
    public async Task LookForOthersAsync_ProcessIsNotFound_IsDeadOnlyWhenItIsSilentToo()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var (run, other) = (new TerminalRun(), new TerminalRun());
        await other.BeginAsync(connection, new IncidentBook(), Start, default);
        await AskAsync(connection, $"UPDATE terminal_runs SET process_id = 2147483000 WHERE run_id = '{other.Id}'");
        await run.BeginAsync(connection, _book, Start.AddSeconds(5), default);

        await run.LookForOthersAsync(connection, _book, Start + TerminalRun.GoneAfter, default);
        Assert.Empty(_book.Open);
        Assert.Equal("", await EndedAsync(connection, other));

        await run.LookForOthersAsync(connection, _book, Start + TerminalRun.GoneAfter + TimeSpan.FromSeconds(1), default);
        Assert.Equal(IncidentKinds.Crash, Assert.Single(_book.Open).Kind);
        Assert.Equal("crashed", await EndedAsync(connection, other));

        Assert.True(await other.SeenAsync(connection, Start.AddMinutes(1), default));
        Assert.Equal("", await EndedAsync(connection, other));
        Assert.False(await other.SeenAsync(connection, Start.AddMinutes(2), default));
    }

    private static async Task<string?> EndedAsync(NpgsqlConnection connection, TerminalRun run) => (string?)await AskAsync(
        connection,
        $"""
        SELECT CASE WHEN ended_at IS NULL THEN '' WHEN is_crash THEN 'crashed' ELSE 'ended' END FROM terminal_runs WHERE run_id = '{run.Id}'
        """);

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
