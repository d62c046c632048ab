namespace TradeTerminal.Cli;

/// <summary>What commands end with.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>A verdict that failed, a problem, or no terminal that answers.</summary>
    public const int Problem = 1;

    /// <summary>The arguments are wrong.</summary>
    public const int Usage = 2;
}
