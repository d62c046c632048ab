using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser;

/// <summary>The rules of axe on the page as it is, in each theme, wide and narrow.</summary>
/// <remarks>The script is put into the page once. The package's own way does so at each run, and opens another page to sum up in.</remarks>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// All rules, or those about colours alone. Only what violates them is described, and by its markup: the rest took long.
    /// </summary>
    private const string Run = """
        async ([within, colours]) => {
          const result = await axe.run(
            { include: [[within]], exclude: [['tbody tr:nth-child(n+5)']] },
            { resultTypes: ['violations'], selectors: false, iframes: false,
              ...(colours && { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }) });
          return {
            looked: result.passes.length + result.incomplete.length,
            faults: result.violations.map(({ id, help, nodes }) =>
              `${id}: ${help}\n  ${nodes.slice(0, 5).map(node => node.html).join('\n  ')}`),
          };
        }
        """;

    /// <param name="page">Of 200 rows that are all alike, the first four are judged.</param>
    /// <param name="within">Only this part of it.</param>
    internal static async Task CheckAsync(IPage page, string within = "html")
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
        {
            await page.EvaluateAsync(Script);
        }

        await page.SetViewportSizeAsync(1440, 900);
        await CheckAsync(page, within, "dark");
        // A theme is other colours, and those are the same at every width.
        await CheckAsync(page, within, "light", colours: true);
        await CheckAsync(page, within, "contrast", colours: true);
        await page.SetViewportSizeAsync(375, 900);
        await CheckAsync(page, within, "dark");
    }

    private static async Task CheckAsync(IPage page, string within, string theme, bool colours = false)
    {
        await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
        var result = await page.EvaluateAsync<JsonElement>(Run, new object[] { within, colours });
        Assert.NotEqual(0, result.GetProperty("looked").GetInt32());
        Assert.True(result.GetProperty("faults").GetArrayLength() == 0,
            $"{page.Url} {page.ViewportSize?.Width} {theme}: "
            + string.Join('\n', result.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString())));
    }
}
