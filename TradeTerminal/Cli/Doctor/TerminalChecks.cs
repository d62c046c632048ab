using System.Net.Sockets;
using System.Text.Json;
using TradeTerminal.Ops;

namespace TradeTerminal.Cli.Doctor;

/// <summary>The port, and the terminal that listens there.</summary>
internal sealed class TerminalChecks(Uri address)
{
    private const string Terminal = "terminal";
    private const string Version = "version";
    private const string Port = "port";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Known once the checks have been run.</summary>
    public bool IsRunning { get; private set; }

    public async Task<IReadOnlyList<Diagnosis>> RunAsync(CancellationToken cancellationToken)
    {
        if (!await IsTakenAsync(cancellationToken).ConfigureAwait(false))
        {
            return [Diagnosis.Ok(Port, $"nothing listens at {address}: a terminal can be started there")];
        }

        using var http = new HttpClient { BaseAddress = address, Timeout = Patience };
        if (await GetAsync(http, "api/status", cancellationToken).ConfigureAwait(false) is not { ValueKind: JsonValueKind.Object } status
            || !status.TryGetProperty("feeds", out _))
        {
            return
            [
                Diagnosis.Wrong(
                    Port, $"{address} is taken by a program that is no terminal",
                    $"Stop it ('ss -ltnp sport = :{address.Port}' names it), or start the terminal elsewhere with --urls http://localhost:{address.Port + 1}."),
            ];
        }

        IsRunning = true;
        var running = CommandSession.Text(status, "version");
        var found = new List<Diagnosis>
        {
            running == ProductVersion.Text
                ? Diagnosis.Ok(Version, $"the terminal at {address} is version {running}, as this program is")
                : Diagnosis.Wrong(
                    Version, $"the terminal at {address} is version {running}, this program is {ProductVersion.Text}",
                    "Stop it and start this one; what it has not read waits in Kafka."),
        };
        var health = await GetAsync(http, "health/ready", cancellationToken).ConfigureAwait(false);
        var down = Parts(health).FindAll(part => CommandSession.Text(part, "state") == "down");
        found.AddRange(down.Select(part => Diagnosis.Wrong(
            Terminal, $"{CommandSession.Text(part, "name")}: {CommandSession.Text(part, "why")}", "The page Pipeline and the terminal's log say more.")));
        found.AddRange(status.GetProperty("feeds").EnumerateArray().Where(feed => CommandSession.Text(feed, "selfCheck").Length > 0)
            .Select(feed => Diagnosis.Wrong(
                Terminal, $"the self-check of {CommandSession.Text(feed, "name")} differs: {CommandSession.Text(feed, "selfCheck")}",
                "'verify' shows the counts; docs/contracts.md says what they mean.")));
        if (down.Count == 0)
        {
            found.Add(Diagnosis.Ok(Terminal, "every part of it does its work"));
        }

        return found;
    }

    private static List<JsonElement> Parts(JsonElement? health) =>
        health is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("parts", out var parts) ? [.. parts.EnumerateArray()] : [];

    private async Task<bool> IsTakenAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Null when what answers is not JSON, or nothing answers.</summary>
    private static async Task<JsonElement?> GetAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken).ConfigureAwait(false);
            return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
