using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser;

/// <summary>The rules of axe on the page as it is, in each theme, wide and narrow.</summary>
internal static class Axe
{
    /// <summary>Of 200 rows that are all alike, the first four are judged.</summary>
    private static readonly AxeRunContext Context = new()
    {
        Exclude = [new AxeSelector("tbody tr:nth-child(n+5)")],
    };

    internal static async Task CheckAsync(IPage page)
    {
        foreach (var width in new[] { 1440, 375 })
        {
            await page.SetViewportSizeAsync(width, 900);
            // The colours are the same at every width.
            foreach (var theme in width > 1_000 ? new[] { "dark", "light", "contrast" } : ["dark"])
            {
                await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
                var result = await page.RunAxe(Context);
                Assert.NotEmpty(result.Passes);
                Assert.True(result.Violations.Length == 0, $"{page.Url} {width} {theme}: " + string.Join('\n', result.Violations.Select(
                    violation => $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(5).Select(node => node.Html))}")));
            }
        }
    }
}
