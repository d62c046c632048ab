using System.Globalization;
using TradeTerminal.Ingest.Embedded.Postgres;

namespace TradeTerminal.Cli.Backup;

/// <summary>The program of PostgreSQL that restores a dump. The package of the embedded server has none, so it is sought on this machine.</summary>
internal sealed class RestoreTools
{
    private const string HowToGetIt =
        "Install PostgreSQL's client programs, of the version that made the dump or later: on Debian and Ubuntu apt-get install postgresql-client "
        + "(newer ones from apt.postgresql.org), or set Storage:PostgresBinaries to the bin folder of a PostgreSQL that has them.";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    private readonly string _program;

    private RestoreTools(string program) => _program = program;

    /// <exception cref="CommandException">There is none.</exception>
    public static RestoreTools Find(string? configured, DumpFile dump)
    {
        var name = dump.IsCustom ? "pg_restore" : "psql";
        return PostgresBinaries.PathsOf(configured, name).FirstOrDefault() is { } program ? new RestoreTools(program)
            : throw new CommandException(ExitCode.Problem, $"There is no {name} on this machine, and the embedded PostgreSQL comes without it. {HowToGetIt}");
    }

    /// <exception cref="CommandException">The dump can't be restored whole.</exception>
    public async Task RestoreAsync(DumpFile dump, ScratchDatabase scratch, CancellationToken cancellationToken)
    {
        string[] command = dump.IsCustom
            ? [_program, "--exit-on-error", "--no-owner", "--no-privileges", "--no-password", $"--dbname={scratch.Libpq}", dump.Path]
            : [_program, "--no-psqlrc", "--quiet", "--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1", $"--dbname={scratch.Libpq}", $"--file={dump.Path}"];
        var run = await ProgramRun.RunAsync(command, null, Longest, cancellationToken).ConfigureAwait(false);
        if (!run.Succeeded)
        {
            throw new CommandException(ExitCode.Problem, Words(dump, run.Output));
        }
    }

    private string Words(DumpFile dump, string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var said = lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.FirstOrDefault() ?? "nothing";
        return said.Contains("unsupported version", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"The dump was made by a newer version than {_program} can read ({said}). {HowToGetIt}")
            : said.Contains("role \"", StringComparison.Ordinal)
                ? $"The dump gives its tables to somebody who is not known here ({said}). Make it with -Fc, or with --no-owner --no-privileges."
            : $"The dump can't be restored whole, it is cut off or damaged: {said} Nothing of it was kept. Make it again, and see that its disk is not full.";
    }
}
