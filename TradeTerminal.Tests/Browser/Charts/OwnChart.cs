using System.Text.Json;
using Microsoft.Playwright;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser.Charts;

/// <summary>
/// A chart of the product's own modules on a page, without a component behind it: it draws the frames that a test gives it.
/// What the drawing library writes on its canvases is kept.
/// </summary>
internal sealed class OwnChart
{
    private readonly IPage _page;

    private OwnChart(IPage page) => _page = page;

    internal ILocator Host => _page.Locator("#own-chart");

    internal static async Task<OwnChart> CreateAsync(IPage page, string kind)
    {
        await page.EvaluateAsync(
            """
            async kind => {
              globalThis.written = [];
              const { fillText } = CanvasRenderingContext2D.prototype;
              CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
                written.push(text);
                fillText.call(this, text, ...place);
              };
              const { createChart } = await import('/js/terminal-charts.js');
              const host = document.createElement('div');
              host.id = 'own-chart';
              host.className = 'chart';
              host.tabIndex = 0;
              Object.assign(host.style, { position: 'fixed', inset: '0', width: '900px', height: '500px', zIndex: 99, background: '#111' });
              document.body.append(host);
              createChart(host, kind, { invokeMethodAsync: async () => {} });
            }
            """,
            kind);
        return new OwnChart(page);
    }

    /// <summary>On return it is painted.</summary>
    internal async Task ApplyAsync(byte[] frame)
    {
        await Host.EvaluateAsync(
            "(host, frame) => host.terminalChart.apply(Uint8Array.from(atob(frame), byte => byte.charCodeAt(0)))",
            Convert.ToBase64String(frame));
        await PaintedAsync();
    }

    internal Task PaintedAsync() =>
        _page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

    internal async Task<JsonElement[]> AskAsync(string what) =>
        [.. (await Host.EvaluateAsync<JsonElement>($"host => host.terminalChart.{what}()")).EnumerateArray()];

    internal async Task<long[]> TimesAsync() => [.. (await AskAsync("points")).Select(point => point.GetProperty("time").GetInt64())];

    /// <summary>Whether the text has been on its canvases, since they were last painted anew if they were.</summary>
    internal Task<bool> HasWrittenAsync(string text) => _page.EvaluateAsync<bool>("text => written.includes(text)", text);

    /// <summary>The texts on its canvases, as they are painted anew.</summary>
    internal async Task<string[]> WrittenAsync()
    {
        await _page.EvaluateAsync("written.length = 0");
        await Host.EvaluateAsync("host => { host.style.width = host.style.width === '900px' ? '920px' : '900px'; }");
        await Eventually.TrueAsync(async () => await _page.EvaluateAsync<int>("written.length") > 0, () => "It is painted");
        await PaintedAsync();
        return await _page.EvaluateAsync<string[]>("written");
    }
}
