using System.Text.Json;
using TradeTerminal.Tests.Producers.Replay;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Cli;

/// <summary>Each command there is, asked for JSON: nothing else is on standard output, whatever it ends with.</summary>
[Collection(ReplayHost.Collection)]
public sealed class CommandJsonTests(ReplayHost host)
{
    [Fact]
    public async Task RunAsync_EachCommand_JsonIsAllThereIsOnStandardOutput()
    {
        using var folder = new TemporaryFolder();
        var day = $"{DateTime.UtcNow.Year - 1}-10-05T09";
        await File.WriteAllTextAsync(
            folder.File("steps.csv"), $"timestamp,symbol,price,volume\n{day}:00:00Z,JSON,1,1\n{day}:05:00Z,JSON,1,1\n{day}:10:00Z,JSON,1,1\n");
        Assert.Equal(0, (await RunAsync("scenario", "limits")).Code);
        var alert = (await host.Terminal.GetAsync("/api/alerts?kind=risk&limit=1"))[0].GetProperty("alertId").GetString()!;
        (string Verb, int Code, string[] Arguments)[] commands =
        [
            ("produce", 0, ["quotes", "--rate", "1", "--seconds", "0.2"]),
            ("generate indices", 0, [folder.File("prices.csv")]),
            ("replay", 0, [folder.File("steps.csv"), "--feed", "indices", "--paused"]),
            ("replay state", 0, []), ("replay step", 0, []), ("replay resume", 0, []), ("replay pause", 0, []), ("replay stop", 0, []),
            ("scenario", 0, ["poison"]), ("scenario list", 0, []),
            ("health", 0, []), ("status", 0, []), ("topics", 0, []), ("lag", 0, []), ("jobs", 0, []),
            ("rejected", 0, ["--reason", "side"]),
            ("rejected export", 0, [folder.File("rejected.csv")]),
            // How many there would be is asked about first.
            ("rejected resubmit", 1, ["--all", "side"]),
            // The poison of above would be rejected.
            ("map", 1, ["--topic", "orders"]),
            ("verify", 0, []), ("verify alert", 0, [alert]),
            ("export", 0, [folder.File("trades.csv")]),
            // Refused, and said on standard error: nobody has been asked, and there is no such file.
            ("resume", 1, ["quotes", "--at", "end"]), ("backup-check", 2, [folder.File("none.dump")]),
            // Of this machine's settings, whatever it finds.
            ("doctor", -1, []),
        ];

        foreach (var (verb, expected, arguments) in commands)
        {
            var (code, output, error) = await RunAsync([.. verb.Split(' '), .. arguments, "--json"]);

            Assert.True(expected < 0 || code == expected, $"{verb}: {code} {output} {error}");
            Assert.True(output.Length > 0 ? IsJson(output) : code != 0 && error.Length > 0, $"{verb}: {output} {error}");
        }

        Assert.Equal(CommandLineTests.AllVerbs.Order(), commands.Select(command => command.Verb).Order());
    }

    private static bool IsJson(string output)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(output).ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        Commands.RunAsync([.. arguments, "--url", host.Terminal.Address.AbsoluteUri]);
}
