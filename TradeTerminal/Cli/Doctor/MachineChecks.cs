using System.Globalization;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Embedded.Postgres;

namespace TradeTerminal.Cli.Doctor;

/// <summary>What the embedded PostgreSQL needs: its programs, a folder it may write to, and room.</summary>
internal sealed class MachineChecks(IConfiguration configuration, Func<string, long> freeBytes)
{
    /// <summary>A busy day of all feeds.</summary>
    private const long Enough = 5L << 30;

    /// <summary>PostgreSQL stops when its log finds no room.</summary>
    private const long Least = 1L << 30;

    private const double Gigabyte = 1L << 30;
    private const string Folder = "data folder";
    private const string Disk = "disk";

    public IEnumerable<Diagnosis> Run(bool terminalRuns)
    {
        yield return Programs();
        var path = Backends.DataFolder(configuration["Terminal:DataDirectory"] ?? "");
        if (Existing(path) is { } existing)
        {
            yield return Writable(existing) is { } refused
                ? Diagnosis.Wrong(Folder, $"nothing can be written to {path}: {refused}",
                    "Set Terminal:DataDirectory to a folder that this user may write to.")
                : Diagnosis.Ok(Folder, existing == path ? $"{path} can be written to" : $"{path} can be made");

            var free = freeBytes(existing);
            var room = string.Create(CultureInfo.InvariantCulture, $"{free / Gigabyte:F1} GB are free on the disk of {path}");
            yield return free < Least
                ? Diagnosis.Wrong(Disk, room, "Make room before the database stops, or lower Storage:RetentionDays, which drops whole days.")
                : free < Enough ? Diagnosis.Doubt(Disk, room, "Make room soon, or lower Storage:RetentionDays, which drops whole days.")
                : Diagnosis.Ok(Disk, room);
        }

        if (terminalRuns && Postmaster.Find(new PostgresFolder(path).Data) is { } server)
        {
            yield return Diagnosis.Command(
                "psql", $"PostgreSQL listens on 127.0.0.1:{server.Port}; connect by:",
                $"PGPASSWORD=$(cat {Path.Combine(path, "postgres.password")}) psql -h 127.0.0.1 -p {server.Port} -U {EmbeddedPostgres.Name}");
        }
    }

    private Diagnosis Programs()
    {
        try
        {
            return Diagnosis.Ok("PostgreSQL", $"its programs are in {PostgresBinaries.Find(configuration["Storage:PostgresBinaries"]).Folder}");
        }
        catch (StartupException exception)
        {
            return Diagnosis.Wrong(
                "PostgreSQL", exception.Message, "Build again with npm, install PostgreSQL, or set ConnectionStrings:Trades to a server of yours.");
        }
    }

    /// <summary>Null when it can be written to.</summary>
    private static string? Writable(string path)
    {
        try
        {
            var file = Path.Combine(path, $".doctor-{Environment.ProcessId}");
            File.WriteAllText(file, "x");
            File.Delete(file);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    /// <summary>The folder, or the nearest one above it that is there.</summary>
    private static string? Existing(string? path)
    {
        while (path is not null && !Directory.Exists(path))
        {
            path = Path.GetDirectoryName(path);
        }

        return path;
    }
}
