namespace TradeTerminal.Benchmarks.Against;

internal static class OlderTerminal
{
    /// <summary>The terminal that was built beside a commit's <c>TradeTerminal.Benchmarks.dll</c>.</summary>
    public static string AssemblyOf(string program)
    {
        var output = Path.GetRelativePath(Path.Combine(program, "..", "..", "..", ".."), Path.GetDirectoryName(program)!);
        return Path.GetFullPath(Path.Combine(program, "..", "..", "..", "..", "..", "TradeTerminal", output, "TradeTerminal.dll"));
    }
}
