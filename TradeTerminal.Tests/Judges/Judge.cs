using System.Diagnostics;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Judges;

/// <summary>Runs a program that nobody here wrote. One that is not there fails the test: <c>test.sh</c> fetches them.</summary>
internal static class Judge
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    internal static string Folder { get; } = Path.Combine(Repository.Root, "TradeTerminal.Tests", "Judges");

    internal static string Packages { get; } = Path.Combine(Folder, "node_modules");

    /// <summary>A program of Debian's, as <c>eng/tests/unpacked.mjs</c> has unpacked it, or that of the machine.</summary>
    internal static string Program(string name) =>
        Path.Combine(Repository.Root, ".cache", "programs", name) is var unpacked && File.Exists(unpacked) ? unpacked : name;

    /// <param name="folder">Where it is run.</param>
    /// <param name="script">Below node_modules.</param>
    /// <param name="arguments">Of the script.</param>
    internal static Task<(int Code, string Output, string Error)> RunScriptAsync(string folder, string script, params string[] arguments)
    {
        var path = Path.Combine(Packages, script);
        Assert.True(File.Exists(path), $"There is no {path}: node eng/setup.mjs installs it.");
        return RunAsync(folder, "node", null, [path, .. arguments]);
    }

    internal static async Task<(int Code, string Output, string Error)> RunAsync(
        string folder, string program, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // It asks nobody whether there is a newer one, and tells nobody that it was used.
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }
}
