using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TradeTerminal.Tests.Browser;

/// <summary>The rules of axe on the page as it is, in each theme, wide and narrow.</summary>
internal static class Axe
{
    /// <summary>All rules. Only what violates them is described, and by its markup alone: the rest took half of the time.</summary>
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations], Selectors = false, Iframes = false };

    /// <param name="page">Of 200 rows that are all alike, the first four are judged.</param>
    /// <param name="within">Only this part of it.</param>
    internal static async Task CheckAsync(IPage page, string within = "html")
    {
        var context = new AxeRunContext { Include = [new AxeSelector(within)], Exclude = [new AxeSelector("tbody tr:nth-child(n+5)")] };
        foreach (var width in new[] { 1440, 375 })
        {
            await page.SetViewportSizeAsync(width, 900);
            // The colours are the same at every width.
            foreach (var theme in width > 1_000 ? new[] { "dark", "light", "contrast" } : ["dark"])
            {
                await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
                var result = await page.RunAxe(context, Options);
                Assert.NotEmpty(result.Passes);
                Assert.True(result.Violations.Length == 0, $"{page.Url} {width} {theme}: " + string.Join('\n', result.Violations.Select(
                    violation => $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(5).Select(node => node.Html))}")));
            }
        }
    }
}
