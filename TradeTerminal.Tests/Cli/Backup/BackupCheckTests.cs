using System.Diagnostics;
using System.Text.Json;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Cli.Backup;

public sealed class BackupCheckTests(DumpedTerminal terminal) : IClassFixture<DumpedTerminal>
{
    [Fact]
    public async Task Whole_OnAServerOfItsOwn_IsGoodAndSaysWhereReadingGoesOn()
    {
        var dump = await terminal.DumpAsync("own.dump", "--format=custom");

        var (code, output, error) = await Commands.RunAsync("backup-check", dump);

        Assert.True(code == 0, output + error);
        Assert.Contains("The dump is good", output, StringComparison.Ordinal);
        Assert.Matches("trades +200 +200 +0 +0 .* ok", output);
        Assert.Contains("orders/0 goes on at offset", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Empty(Directory.EnumerateDirectories(Path.GetTempPath(), $"trade-terminal-check-{Environment.UserName}*"));
    }

    [Theory]
    [InlineData("custom")]
    [InlineData("plain")]
    public async Task Cut_OnANamedServer_IsRefusedWithWordsAndLeavesNothing(string format)
    {
        var dump = await terminal.DumpAsync($"whole.{format}", $"--format={format}");
        var cut = terminal.File($"cut.{format}");
        var bytes = await File.ReadAllBytesAsync(dump);
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length * 9 / 10)]);

        var (good, output, error) = await CheckAsync(dump);
        var (bad, said, refusal) = await CheckAsync(cut);

        Assert.True(good == 0, output + error);
        Assert.Equal(1, bad);
        Assert.Equal("", said);
        Assert.Contains("cut off", refusal, StringComparison.Ordinal);
        Assert.Equal(0, await terminal.ScratchesAsync());
    }

    [Fact]
    public async Task MadeWithCreate_IsRefusedBeforeItRuns()
    {
        var dump = await terminal.DumpAsync("create.sql", "--format=plain", "--create", "--clean");

        var (code, _, refusal) = await CheckAsync(dump);

        Assert.Equal(1, code);
        Assert.Contains("without --create", refusal, StringComparison.Ordinal);
        Assert.Equal(0, await terminal.ScratchesAsync());
    }

    [Fact]
    public async Task MessagesIgnored_AreAccountedFor()
    {
        await terminal.ExecuteAsync("UPDATE feed_offsets SET ignored = 3, next_offset = next_offset + 3 WHERE topic = 'orders'");

        var (code, output, error) = await CheckAsync(await terminal.DumpAsync("ignored.dump", "--format=custom"));

        await terminal.ExecuteAsync("UPDATE feed_offsets SET ignored = 0, next_offset = next_offset - 3 WHERE topic = 'orders'");
        Assert.True(code == 0, output + error);
    }

    /// <summary>Of a terminal that has run for longer than rows are kept.</summary>
    [Fact]
    public async Task RowsGoneByRetention_AreToldFromRowsMissing()
    {
        await terminal.ExecuteAsync(
            """
            UPDATE feed_offsets SET began_at = began_at - interval '200 days', accepted = accepted + 70, next_offset = next_offset + 70
            WHERE topic = 'orders' AND partition = (SELECT min(partition) FROM feed_offsets WHERE topic = 'orders');
            UPDATE dropped_days_since SET counted_since = now() - interval '300 days';
            INSERT INTO dropped_days VALUES ('trades', '2026-03-01', 40, now()), ('trades', '2026-03-02', 30, now());
            """);
        var kept = await terminal.DumpAsync("kept.dump", "--format=custom");
        await terminal.ExecuteAsync("UPDATE dropped_days SET events = 25 WHERE day = '2026-03-02'");
        var missing = await terminal.DumpAsync("missing.dump", "--format=custom");
        await terminal.ExecuteAsync("UPDATE dropped_days_since SET counted_since = now()");
        var before = await terminal.DumpAsync("before.dump", "--format=custom");
        await terminal.ExecuteAsync(
            """
            UPDATE feed_offsets SET began_at = began_at + interval '200 days', accepted = accepted - 70, next_offset = next_offset - 70
            WHERE topic = 'orders' AND partition = (SELECT min(partition) FROM feed_offsets WHERE topic = 'orders');
            DELETE FROM dropped_days;
            """);

        var (good, words, _) = await CheckAsync(kept);
        var (bad, said, _) = await CheckAsync(missing, "--json");
        var (old, doubt, _) = await CheckAsync(before);

        Assert.True(good == 0, words);
        Assert.Matches("trades +200 +270 +0 +70 .* ok", words);
        Assert.Equal(1, bad);
        var trades = JsonSerializer.Deserialize<JsonElement>(said).GetProperty("feeds")[0];
        Assert.Equal((65, "5 of 205 rows are missing"), (trades.GetProperty("dropped").GetInt32(), trades.GetProperty("says").GetString()));
        Assert.Equal(0, old);
        Assert.Contains("not counted", string.Join(' ', doubt.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsSaid()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("x.sql"), "-- PostgreSQL database dump\n-- PostgreSQL database dump complete\n");

        var (code, _, error) = await Commands.RunAsync("backup-check", folder.File("x.sql"), "--server", "Host=127.0.0.1;Port=1;Username=nobody");

        Assert.Equal(1, code);
        Assert.Contains("No database can be made for it", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowsMissing_IsNotGood()
    {
        var dump = await terminal.DumpAsync("without.dump", "--format=custom", "--exclude-table-data=trades_2*");

        var (code, output, _) = await CheckAsync(dump, "--json");

        Assert.Equal(1, code);
        var trades = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("feeds")[0];
        Assert.False(trades.GetProperty("isGood").GetBoolean());
        Assert.Equal("200 of 200 rows are missing", trades.GetProperty("says").GetString());
    }

    [Fact]
    public async Task NoDump_SaysSo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("x.sql"), "SELECT 1;");

        var (missing, _, none) = await Commands.RunAsync("backup-check", folder.File("none"));
        var (wrong, _, no) = await Commands.RunAsync("backup-check", folder.File("x.sql"));

        Assert.Equal((2, 1), (missing, wrong));
        Assert.Contains("There is no file", none, StringComparison.Ordinal);
        Assert.Contains("pg_dump -Fc", no, StringComparison.Ordinal);
    }

    /// <summary>A million rows; cut and interrupted, nothing of it stays.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task Million_WholeCutAndInterrupted_IsToldApartAndDropped()
    {
        await terminal.ExecuteAsync(
            """
            INSERT INTO trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset)
            SELECT gen_random_uuid(), 'MILL', 100 + i % 50, 1, 'buy', date_trunc('day', now()) + i * interval '1 millisecond', 3, 1000000 + i
            FROM generate_series(1, 999800) i;
            UPDATE feed_offsets SET next_offset = next_offset + 999800, accepted = accepted + 999800
            WHERE topic = 'orders' AND partition = (SELECT min(partition) FROM feed_offsets WHERE topic = 'orders');
            """);
        var dump = await terminal.DumpAsync("million.dump", "--format=custom");
        // The others count the rows there were.
        await terminal.ExecuteAsync(
            """
            DELETE FROM trades WHERE ticker = 'MILL';
            UPDATE feed_offsets SET next_offset = next_offset - 999800, accepted = accepted - 999800
            WHERE topic = 'orders' AND partition = (SELECT min(partition) FROM feed_offsets WHERE topic = 'orders');
            """);
        var bytes = await File.ReadAllBytesAsync(dump);
        await File.WriteAllBytesAsync(terminal.File("cut-million.dump"), bytes[..^100_000]);

        var (good, output, error) = await CheckAsync(dump);
        var (cut, _, refusal) = await CheckAsync(terminal.File("cut-million.dump"));

        Assert.True(good == 0, output + error);
        Assert.Matches("trades +1,000,000 +1,000,000", output);
        Assert.Equal(1, cut);
        Assert.Contains("cut off", refusal, StringComparison.Ordinal);
        Assert.Equal(0, await terminal.ScratchesAsync());
        using var interrupted = Process.Start(new ProcessStartInfo(
            "dotnet", [TerminalProcess.Assembly, "backup-check", dump, "--server", terminal.ConnectionString]) { RedirectStandardError = true })!;
        await Eventually.TrueAsync(async () => await terminal.ScratchesAsync() == 1, () => "it restores");
        Signals.Terminate(interrupted.Id);
        await interrupted.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, interrupted.ExitCode);
        Assert.Equal(0, await terminal.ScratchesAsync());
    }

    private Task<(int Code, string Output, string Error)> CheckAsync(string dump, params string[] more) =>
        Commands.RunAsync(["backup-check", dump, "--server", terminal.ConnectionString, .. more]);
}
