using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Api;

public sealed class ManyQuestionsTests(PostgresFixture postgres)
{
    /// <summary>Each waits for the table that somebody has locked, so that all connections they may have are taken.</summary>
    [Fact]
    public async Task Get_MoreThanThereAreConnections_EachIsToldWhyAndIngestGoesOn()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var terminal = RunningTerminal.Start(database.ConnectionString);
        await terminal.ProduceAsync(RunningTerminal.Trade("BEFORE"));
        await using var other = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var locked = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new NpgsqlCommand("LOCK TABLE alerts IN ACCESS EXCLUSIVE MODE", other, locked))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        // All ask again as soon as they are refused, so that none is free until the trade is stored.
        using var stored = new CancellationTokenSource();
        var questions = Enumerable.Range(0, 3 * DatabasePools.MostOfScreens).Select(_ => ReadUntilAsync(terminal, stored.Token)).ToList();
        await terminal.ProduceAsync(RunningTerminal.Trade("MEANWHILE"));
        await stored.CancelAsync();

        var all = await Task.WhenAll(questions).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        var answers = all.SelectMany(it => it).ToList();
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        Assert.All(answers, answer => Assert.True(
            answer.Text.Contains("took longer than 5 s: ask for less", StringComparison.Ordinal)
            || answer.Text.Contains("All connections for screens and the API are in use", StringComparison.Ordinal),
            answer.Text));
        Assert.Contains(answers, answer => answer.Text.Contains("ask for less", StringComparison.Ordinal));
        await locked.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(terminal)).Status);
    }

    /// <summary>The digest may take longer; whoever gets its context next may not.</summary>
    [Fact]
    public async Task CommandTimeout_SetOnAContext_IsNotThatOfTheNext()
    {
        using var screens = new TerminalDatabase(() => "Host=127.0.0.1;Port=1", isForScreens: true);
        await using (var first = screens.CreateDbContext())
        {
            first.Database.SetCommandTimeout(TimeSpan.FromSeconds(30));
        }

        await using var next = screens.CreateDbContext();
        Assert.Null(next.Database.GetCommandTimeout());
        Assert.Contains("Command Timeout=5", next.Database.GetConnectionString(), StringComparison.Ordinal);
    }

    private static async Task<List<(HttpStatusCode Status, string Text)>> ReadUntilAsync(RunningTerminal terminal, CancellationToken stop)
    {
        List<(HttpStatusCode Status, string Text)> answers = [];
        do
        {
            answers.Add(await ReadAsync(terminal));
        }
        while (!stop.IsCancellationRequested);

        return answers;
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadAsync(RunningTerminal terminal)
    {
        using var response = await terminal.Client.GetAsync(new Uri("/api/alerts", UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
