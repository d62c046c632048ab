using System.ComponentModel;
using System.Diagnostics;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>A program that has ended; its output and its errors together, as PostgreSQL's programs use either.</summary>
internal sealed record ProgramRun(int ExitCode, string Output)
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromMilliseconds(500);

    internal bool Succeeded => ExitCode == 0;

    /// <summary>Runs a program to its end, or kills it and all it started after the limit or on cancellation.</summary>
    internal static async Task<ProgramRun> RunAsync(
        IReadOnlyList<string> command, string? input, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Describe(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new ProgramRun(-1, e.Message);
        }

        var output = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(CancellationToken.None),
            process.StandardError.ReadToEndAsync(CancellationToken.None));
        await WriteAsync(process.StandardInput, input);

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return new ProgramRun(-1, $"{command[0]} did not end within {limit.TotalSeconds:0} s");
        }

        // A server that the program has left running may hold the pipes for as long as it lives: no waiting for their end.
        var ended = await Task.WhenAny(output, Task.Delay(OutputGrace, CancellationToken.None)) == output;
        return new ProgramRun(process.ExitCode, ended ? string.Concat(await output).Trim() : "");
    }

    private static ProcessStartInfo Describe(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };

        // PGDATA, PGPORT and the like would lead the programs to somebody else's server.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static async Task WriteAsync(StreamWriter target, string? input)
    {
        try
        {
            await target.WriteAsync(input);
            target.Close();
        }
        catch (IOException)
        {
            // It has ended without reading; its exit code tells why.
        }
    }
}
