using System.Reflection;

namespace TradeTerminal.Ops;

/// <summary>The version the terminal was built as, without the commit that build tools append.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
