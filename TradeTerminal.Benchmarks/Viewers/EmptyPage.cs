using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>The least that Blazor Server can serve: a page with one interactive component, which says one word. In this process.</summary>
internal sealed class EmptyPage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmptyPage(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<EmptyPage> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<EmptyDocument>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return new EmptyPage(app);
    }

    /// <summary>Bytes in use on this process's managed heap after everything that can go has gone.</summary>
    public static double LiveHeap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        GC.Collect();
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        return memory.HeapSizeBytes - memory.FragmentedBytes;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
