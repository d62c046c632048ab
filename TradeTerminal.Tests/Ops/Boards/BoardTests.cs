using System.Text.RegularExpressions;
using Npgsql;
using TradeTerminal.Tests.Browser;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Ops.Boards;

/// <summary>Every question of every board and rule, put to a Prometheus that reads a live terminal with a viewer, and to its database.</summary>
[Collection(BrowserHost.Collection)]
public sealed partial class BoardTests(BrowserHost host) : ScreenTest(host)
{
    /// <summary>Has a series only where a destination for alerts is set.</summary>
    private const string OnlyWithDestination = "terminal_alerts_waiting";

    private static readonly TimeSpan Limit = Patience.Limit;

    [Fact]
    public async Task Questions_OfEveryBoardAndRule_FindData()
    {
        await Terminal.RunProducerAsync(50);
        foreach (var name in (string[])["quotes", "order_book", "positions", "commodities", "crypto", "indices"])
        {
            await Terminal.StartProducerAsync(name, 0.2);
        }

        await Eventually.TrueAsync(
            async () => (await Terminal.GetAsync("/api/tickers")).EnumerateArray().Any(ticker => ticker.GetProperty("ticker").GetString() == "AAPL"),
            () => "AAPL has traded");
        await Terminal.SendAsync(HttpMethod.Post, "/api/levels", """{"symbol":"AAPL","price":0.01,"direction":"above"}""");
        await OpenAsync("/");
        await using var prometheus = await Prometheus.StartAsync(Terminal.Address);
        await using var database = await Terminal.ConnectAsync();

        foreach (var (panel, uid, question) in Board.All.SelectMany(board => board.Questions))
        {
            await Eventually.TrueAsync(
                () => uid == "terminal-prometheus"
                    ? AnyAsync(prometheus, question.Replace("$__rate_interval", "10s", StringComparison.Ordinal))
                    : AnyAsync(database, InTheLastHour(question)),
                () => $"{panel} has data: {question}", Limit);
        }

        // Nothing need have gone wrong; PostgreSQL has to take them.
        foreach (var sql in Board.All.SelectMany(board => board.Annotations))
        {
            await AnyAsync(database, InTheLastHour(sql));
        }

        var rules = await File.ReadAllTextAsync(Path.Combine(Board.Folder, "rules.yml"), TestContext.Current.CancellationToken);
        foreach (var metric in Metric().Matches(rules).Select(match => match.Value).Distinct().Except([OnlyWithDestination]))
        {
            await Eventually.TrueAsync(() => AnyAsync(prometheus, metric), () => $"There is {metric}", Limit);
        }
    }

    private static string InTheLastHour(string sql) => TimeFilter().Replace(sql, "$1 BETWEEN now() - interval '1 hour' AND now()");

    private static async Task<bool> AnyAsync(Prometheus prometheus, string expression) => await prometheus.CountAsync(expression) > 0;

    private static async Task<bool> AnyAsync(NpgsqlConnection database, string sql)
    {
        await using var command = new NpgsqlCommand(sql, database);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync();
    }

    [GeneratedRegex(@"\$__timeFilter\((\w+)\)")]
    private static partial Regex TimeFilter();

    [GeneratedRegex("terminal_[a-z_]+")]
    private static partial Regex Metric();
}
