using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests;

/// <summary>
/// Events of components, waited for: bunit's own of these names return at once where the renderer is busy, and what is looked at next is as
/// it was. Here, and not among the support classes, so that they come before bunit's wherever a test writes them.
/// </summary>
internal static class Events
{
    public static void Click(this IElement element) => Handle(element.ClickAsync(new MouseEventArgs()));

    public static void Change<T>(this IElement element, T value) => Handle(element.ChangeAsync(value));

    public static void Input<T>(this IElement element, T value) => Handle(element.InputAsync(value));

    public static void KeyDown(this IElement element, string key) => Handle(element.KeyDownAsync(new KeyboardEventArgs { Key = key }));

    public static void Submit(this IElement element) => Handle(element.SubmitAsync());

    public static void FocusOut(this IElement element) => Handle(element.FocusOutAsync(new FocusEventArgs()));

    private static void Handle(Task handled) => handled.WaitAsync(Patience.Limit).GetAwaiter().GetResult();
}
