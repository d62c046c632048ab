using System.Text.RegularExpressions;

namespace TradeTerminal.Tests.Judges;

/// <summary>A page without what Blazor and MudBlazor write into it and no page of ours can change; the README beside it says why.</summary>
internal static partial class PageText
{
    internal static string OfOurs(string html) =>
        FieldFrames().Replace(ThemeStyles().Replace(InternalAttributes().Replace(html, ""), ""), "");

    [GeneratedRegex(@" __internal_\w+(="""")?")]
    private static partial Regex InternalAttributes();

    [GeneratedRegex("(?<=<body>\\s*)<style>[^<]*</style>|<style class='mud-theme-provider'>[^<]*</style>")]
    private static partial Regex ThemeStyles();

    [GeneratedRegex("<fieldset class=\"mud-input-outlined-border\"></fieldset>")]
    private static partial Regex FieldFrames();
}
