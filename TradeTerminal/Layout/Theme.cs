using MudBlazor;

namespace TradeTerminal.Layout;

/// <summary>
/// MudBlazor in the terminal's type: small, dense and flat. Its colours are the tokens of <c>css/theme.css</c>, where the browser
/// switches between themes by itself and without a flash.
/// </summary>
internal static class Theme
{
    /// <summary>So many shadows MudBlazor asks for. What lies above something else has a line around it here.</summary>
    private const int Elevations = 26;

    public static MudTheme Terminal { get; } = new()
    {
        Typography = new Typography
        {
            Default = Type<DefaultTypography>("0.8125rem"),
            Body1 = Type<Body1Typography>("0.8125rem"),
            Body2 = Type<Body2Typography>("0.8125rem"),
            Subtitle1 = Type<Subtitle1Typography>("0.8125rem"),
            Subtitle2 = Type<Subtitle2Typography>("0.8125rem"),
            H6 = Type<H6Typography>("0.8125rem", "650"),
            Button = Type<ButtonTypography>("0.8125rem"),
            Caption = Type<CaptionTypography>("0.75rem"),
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "3px" },
        Shadows = new Shadow { Elevation = [.. Enumerable.Repeat("none", Elevations)] },
    };

    private static T Type<T>(string size, string weight = "400")
        where T : BaseTypography, new() => new()
        {
            FontFamily = ["Inter Variable", "system-ui", "sans-serif"],
            FontSize = size,
            FontWeight = weight,
            LineHeight = "1.4",
            LetterSpacing = "normal",
            TextTransform = "none",
        };
}
