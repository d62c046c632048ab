using System.Diagnostics;
using System.Globalization;

namespace TradeTerminal.Tests.Support.Terminals;

/// <summary>Signals to other processes, of which .NET itself sends none but SIGKILL.</summary>
internal static class Signals
{
    internal static void Freeze(int processId) => Send("STOP", processId);

    internal static void Resume(int processId) => Send("CONT", processId);

    internal static void Terminate(int processId) => Send("TERM", processId);

    private static void Send(string signal, int processId)
    {
        using var kill = Process.Start("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"Process {processId} could not be sent SIG{signal}.");
        }
    }
}
