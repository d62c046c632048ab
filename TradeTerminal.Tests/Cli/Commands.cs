using System.Globalization;
using TradeTerminal.Cli;

namespace TradeTerminal.Tests.Cli;

/// <summary>Runs a command as the executable does; gives its code and what it wrote.</summary>
internal static class Commands
{
    internal static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var commands = new CommandLine(TimeProvider.System);
        Assert.True(CommandLine.AreFor(arguments));
        return (await commands.RunAsync(arguments, output, error), output.ToString(), error.ToString());
    }
}
