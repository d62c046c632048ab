using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Judges;

/// <summary>The compose files as <c>docker-compose config</c> reads them; it needs no Docker.</summary>
public sealed class ComposeTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docker");

    [Theory]
    [InlineData("kafka, postgres, terminal, topics", "compose.yml")]
    [InlineData("grafana, grafana-role, kafka, postgres, prometheus, terminal, topics", "compose.yml", "compose.ops.yml")]
    public async Task Compose_WithThePasswords_IsWhole(string services, params string[] files)
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = await ConfigAsync(folder, "POSTGRES_PASSWORD=secret\nGRAFANA_PASSWORD=secret\n", [.. files], "--services");

        Assert.True(code == 0, output + error);
        Assert.Equal(services, string.Join(", ", output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)));
        Assert.Equal(0, (await ConfigAsync(folder, "POSTGRES_PASSWORD=secret\nGRAFANA_PASSWORD=secret\n", [.. files], "--quiet")).Code);
    }

    [Fact]
    public async Task Compose_WithoutAPassword_SaysWhereToSetIt()
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = await ConfigAsync(folder, "", ["compose.yml"], "--quiet");

        Assert.NotEqual(0, code);
        Assert.Contains("docker/.env.example", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_WithAFault_IsFoundOut()
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = await ConfigAsync(
            folder, "POSTGRES_PASSWORD=secret\n", ["compose.yml"], "--quiet", text => text.Replace("read_only: true", "read_onyl: true", StringComparison.Ordinal));

        Assert.NotEqual(0, code);
        Assert.Contains("read_onyl", error, StringComparison.Ordinal);
    }

    /// <summary>Debian's is of a time before the project's name could stand in the file: without that line.</summary>
    private static async Task<(int Code, string Output, string Error)> ConfigAsync(
        TemporaryFolder folder, string settings, string[] files, string option, Func<string, string>? change = null)
    {
        foreach (var file in files)
        {
            var text = (await File.ReadAllTextAsync(Path.Combine(Folder, file))).Replace("\nname: trade-terminal\n", "\n", StringComparison.Ordinal);
            await File.WriteAllTextAsync(folder.File(file), change?.Invoke(text) ?? text);
        }

        await File.WriteAllTextAsync(folder.File("settings.env"), settings);
        return await Judge.RunAsync(
            folder.Path, "docker-compose", null, [.. files.SelectMany(file => new[] { "-f", file }), "--env-file", "settings.env", "config", option]);
    }
}
