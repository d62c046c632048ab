using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TradeTerminal.Tests.Ops.Telemetry;

/// <summary>Takes what OTLP brings over HTTP, as protobuf, and keeps it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    internal Uri Address => new(_app.Urls.First());

    internal ConcurrentQueue<byte[]> Traces { get; } = new();

    internal ConcurrentQueue<byte[]> Metrics { get; } = new();

    internal ConcurrentQueue<byte[]> Logs { get; } = new();

    internal static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", request => KeepAsync(request, receiver.Traces));
        app.MapPost("/v1/metrics", request => KeepAsync(request, receiver.Metrics));
        app.MapPost("/v1/logs", request => KeepAsync(request, receiver.Logs));
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>All spans so far.</summary>
    internal IReadOnlyList<OtlpSpan> Spans() => [.. Traces.SelectMany(OtlpSpan.In)];

    private static async Task KeepAsync(HttpContext context, ConcurrentQueue<byte[]> into)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        into.Enqueue(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }
}
