using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Ops;

public sealed class ClosingTests
{
    private const int Browsers = 20;

    private static readonly byte[] Handshake = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray();

    [Fact]
    public async Task Stop_BrowsersThatComeBackAtOnce_WaitsForNoneOfThem()
    {
        await using var terminal = RunningTerminal.Start("Host=127.0.0.1;Port=1;Username=me;Database=trades");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var connected = new CountdownEvent(Browsers);
        var browsers = Enumerable.Range(0, Browsers)
            .Select(_ => Task.Run(() => ComeBackUntilRefusedAsync(terminal.Address, connected, patience.Token))).ToArray();
        connected.Wait(patience.Token);

        var time = Stopwatch.StartNew();
        await terminal.DisposeAsync();

        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await Task.WhenAll(browsers).WaitAsync(patience.Token);
    }

    private static async Task ComeBackUntilRefusedAsync(Uri address, CountdownEvent connected, CancellationToken patience)
    {
        using var http = new HttpClient { BaseAddress = address };
        for (var time = 0; ; time++)
        {
            try
            {
                using var answer = await http.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, patience);
                if (!answer.IsSuccessStatusCode)
                {
                    return;
                }

                var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(patience)).GetProperty("connectionToken").GetString();
                using var socket = new ClientWebSocket();
                await socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor?id={token}"), patience);
                await socket.SendAsync(Handshake, WebSocketMessageType.Text, true, patience);
                var buffer = new byte[256];
                _ = await socket.ReceiveAsync(buffer, patience);
                if (time == 0)
                {
                    connected.Signal();
                }

                while ((await socket.ReceiveAsync(buffer, patience)).MessageType != WebSocketMessageType.Close)
                {
                }
            }
            catch (HttpRequestException) when (connected.IsSet)
            {
                // Nobody listens any more.
                return;
            }
            catch (WebSocketException) when (connected.IsSet)
            {
                // Cut off, or refused at the upgrade.
            }
        }
    }
}
