using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradeTerminal.Tests.Alerts.Outbox;

/// <summary>The other side of a webhook, on a port of this machine: keeps what is posted, and answers as told, else 204.</summary>
internal sealed class TestHook : IAsyncDisposable
{
    private readonly WebApplication _app;

    internal TestHook()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(TakeAsync);
        _app.Start();
        Address = new Uri($"{_app.Urls.Single()}/hook/s3cret");
    }

    internal Uri Address { get; }

    internal ConcurrentQueue<HttpStatusCode> Answers { get; } = new();

    internal ConcurrentQueue<(string Path, string? ContentType, string? Key, string Body)> Posts { get; } = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Posts.Enqueue(
            (context.Request.Path, context.Request.ContentType, context.Request.Headers["Idempotency-Key"], await reader.ReadToEndAsync()));
        context.Response.StatusCode = (int)(Answers.TryDequeue(out var answer) ? answer : HttpStatusCode.NoContent);
    }
}
