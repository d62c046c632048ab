using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradeTerminal.Tests.Producers;

/// <summary>A market's HTTP address on this machine that answers as a test says.</summary>
internal sealed class PriceServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private Func<HttpContext, Task> _answer = context => context.Response.WriteAsync("{}");
    private int _asked;

    private PriceServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging(logging => logging.ClearProviders());
        _app = builder.Build();
        _app.Run(context =>
        {
            Interlocked.Increment(ref _asked);
            return Volatile.Read(ref _answer)(context);
        });
    }

    internal int Asked => Volatile.Read(ref _asked);

    internal string Url => _app.Urls.First();

    internal static async Task<PriceServer> StartAsync()
    {
        var server = new PriceServer();
        await server._app.StartAsync();
        return server;
    }

    internal void Answer(Func<HttpContext, Task> answer) => Volatile.Write(ref _answer, answer);

    internal void Answer(string body, int status = 200) => Answer(context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    });

    /// <summary>Until the one who asks gives up.</summary>
    internal void Hang() => Answer(context =>
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
