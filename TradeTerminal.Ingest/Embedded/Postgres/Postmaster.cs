using System.Diagnostics;
using System.Globalization;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>
/// The running server of a data folder, as its postmaster.pid tells:
/// <code>
/// 10389            process
/// /home/me/data    data folder
/// 1795169413       start, seconds since 1970
/// 5999             port
///                  socket folder
/// 127.0.0.1
///  11690379    28  shared memory
/// ready
/// </code>
/// </summary>
internal sealed class Postmaster
{
    /// <summary>Greater than any process id the systems give out.</summary>
    private const string NoProcess = "2147483647";

    private readonly string _content;
    private readonly long _started;

    private Postmaster(string content, int processId, long started, int port)
    {
        _content = content;
        ProcessId = processId;
        _started = started;
        Port = port;
    }

    internal int ProcessId { get; }

    internal int Port { get; }

    private bool IsRunning
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return !process.HasExited && IsThisServer(process);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <summary>The live server of the folder; null if there is none.</summary>
    internal static Postmaster? Find(string folder) => Read(folder) is { IsRunning: true } server ? server : null;

    /// <summary>
    /// Prepares the folder of a server that is gone for the next one. PostgreSQL takes any process that has the old one's
    /// number by now for a live server and would not start. The rest of the file stays, as PostgreSQL finds by it the
    /// old server's orphans that may still be writing.
    /// </summary>
    internal static void ForgetDead(string folder)
    {
        if (Read(folder) is { IsRunning: false } server)
        {
            var rest = server._content.AsSpan(server._content.IndexOf('\n', StringComparison.Ordinal));
            File.WriteAllText(FileOf(folder), $"{NoProcess}{rest}");
        }
    }

    /// <summary>Ends the server and all its processes at once, frozen ones too; the next start recovers from its log.</summary>
    internal async Task KillAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return;
        }

        for (var wait = Stopwatch.StartNew(); IsRunning && wait.Elapsed < TimeSpan.FromSeconds(10);)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }

    private static Postmaster? Read(string folder)
    {
        string content;
        try
        {
            content = File.ReadAllText(FileOf(folder));
        }
        catch (IOException)
        {
            return null;
        }

        var lines = content.Split('\n');
        return lines.Length > 4
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
            && long.TryParse(lines[2], CultureInfo.InvariantCulture, out var started)
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                ? new Postmaster(content, processId, started, port)
                : null;
    }

    private static string FileOf(string folder) => Path.Combine(folder, "postmaster.pid");

    /// <summary>A process number is soon given to somebody else, above all after a reboot.</summary>
    private bool IsThisServer(Process process)
    {
        if (!process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            return Math.Abs(new DateTimeOffset(process.StartTime).ToUnixTimeSeconds() - _started) < 10;
        }

        try
        {
            return FirstLines(File.ReadAllText($"/proc/{ProcessId}/cwd/postmaster.pid")) == FirstLines(_content);
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Process, folder and start; the later lines change while the server starts.</summary>
    private static string FirstLines(string content) => string.Join('\n', content.Split('\n').Take(3));
}
