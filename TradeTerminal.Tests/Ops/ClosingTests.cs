using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ops;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Ops;

public sealed class ClosingTests
{
    private const int Browsers = 20;

    private static readonly byte[] Handshake = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray();

    [Fact]
    public async Task Stop_BrowsersThatComeBackAtOnce_WaitsForNoneOfThem()
    {
        await using var terminal = RunningTerminal.Start("Host=127.0.0.1;Port=1;Username=me;Database=trades");
        using var patience = new CancellationTokenSource(Patience.Limit);
        using var connected = new CountdownEvent(Browsers);
        var browsers = Enumerable.Range(0, Browsers)
            .Select(_ => Task.Run(() => ComeBackUntilRefusedAsync(terminal.Address, connected, patience.Token))).ToArray();
        connected.Wait(patience.Token);

        var time = Stopwatch.StartNew();
        await terminal.DisposeAsync();

        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await Task.WhenAll(browsers).WaitAsync(patience.Token);
    }

    [Fact]
    public async Task InvokeAsync_Stopping_RefusesAndSaysWhenToComeBack()
    {
        using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var passed = 0;
        var closing = new Closing(_ => Count(ref passed), lifetime);
        var context = new DefaultHttpContext { RequestServices = services };

        await closing.InvokeAsync(context);
        lifetime.StopApplication();
        await closing.InvokeAsync(context);

        Assert.Equal((1, 503), (passed, context.Response.StatusCode));
        Assert.Equal("2", context.Response.Headers.RetryAfter);
        Assert.Equal("2", context.Response.Headers["Refresh"]);
    }

    [Fact]
    public async Task Health_OfATerminalThatIsEnding_SaysSoAndIs1()
    {
        await using var ending = WebApplication.CreateSlimBuilder().Build();
        ending.Urls.Add("http://127.0.0.1:0");
        ending.MapGet("/health/ready",
            () => TypedResults.Problem("It takes no requests any more.", statusCode: 503, title: "The terminal is ending."));
        await ending.StartAsync();

        var (code, _, error) = await Cli.Commands.RunAsync("health", "--url", ending.Urls.Single());

        Assert.Equal(1, code);
        Assert.Contains("no requests any more", error, StringComparison.Ordinal);
    }

    private static Task Count(ref int passed)
    {
        passed++;
        return Task.CompletedTask;
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
