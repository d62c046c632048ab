using System.Text.Json;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Cli;

[Collection(ApiHost.Collection)]
public sealed class ResubmitCommandTests(ApiHost host)
{
    [Fact]
    public async Task One_CorrectedFromAFile_SaysWhatBecameOfIt()
    {
        using var folder = new TemporaryFolder();
        var text = RunningTerminal.Trade("CLI", side: "by file");
        await host.Terminal.ProduceAsync(text);
        await File.WriteAllTextAsync(folder.File("good.json"), text.Replace("by file", "buy", StringComparison.Ordinal));
        // Those of tests before are rejected again when they like.
        var rejects = (await RunAsync("rejected", "--reason", "side", "--limit", "100", "--json")).Output;
        var id = JsonSerializer.Deserialize<JsonElement>(rejects).EnumerateArray()
            .First(reject => reject.GetProperty("payload").GetString() == text).GetProperty("id").GetString()!;

        var (code, output, error) = await RunAsync("rejected", "resubmit", id, "--payload", folder.File("good.json"));
        var (twice, _, refusal) = await RunAsync("rejected", "resubmit", id);
        var (listed, list, _) = await RunAsync("rejected", "--resubmitted", "accepted", "--limit", "1");

        Assert.True(code == 0, output + error);
        Assert.Contains("was accepted", output, StringComparison.Ordinal);
        Assert.Equal(1, twice);
        Assert.Contains("already", refusal, StringComparison.Ordinal);
        Assert.Equal(0, listed);
        Assert.Contains("resubmitted at", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_WithoutCount_AsksAndWithItSends()
    {
        await host.Terminal.ProduceAsync(RunningTerminal.Trade("CLI", price: "0"), RunningTerminal.Trade("CLI", price: "-1"));

        var (asked, question, _) = await RunAsync("rejected", "resubmit", "--all", "range");
        var count = question.Split("--count ")[1].Trim().TrimEnd('.');
        var (wrong, _, _) = await RunAsync("rejected", "resubmit", "--all", "range", "--count", "99999");
        var (sent, answer, error) = await RunAsync("rejected", "resubmit", "--all", "range", "--count", count);

        Assert.Equal((1, 1), (asked, wrong));
        Assert.True(sent == 0, error);
        Assert.Contains($"Sent {count}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_File_HasTheHeader()
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = await RunAsync("rejected", "export", folder.File("r.csv"), "--reason", "side");

        Assert.True(code == 0, error);
        Assert.Contains("r.csv", output, StringComparison.Ordinal);
        Assert.StartsWith("id,topic,", await File.ReadAllTextAsync(folder.File("r.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resubmit")]
    [InlineData("resubmit", "orders/0/1", "--all", "json")]
    public async Task BadArguments_Is2(params string[] arguments) => Assert.Equal(2, (await RunAsync(["rejected", .. arguments])).Code);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        Commands.RunAsync([.. arguments, "--url", host.Terminal.Address.ToString()]);
}
