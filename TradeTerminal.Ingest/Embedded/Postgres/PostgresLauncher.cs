using System.Globalization;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>Runs PostgreSQL's programs as a user that PostgreSQL accepts, which root is not.</summary>
internal sealed class PostgresLauncher
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    private readonly PostgresBinaries _binaries;
    private readonly Way _way;

    private PostgresLauncher(PostgresBinaries binaries, Way way, string version)
    {
        _binaries = binaries;
        _way = way;
        Version = version;
    }

    internal string Folder => _binaries.Folder;

    internal string Version { get; }

    internal int Major => int.Parse(Version.TakeWhile(char.IsAsciiDigit).ToArray(), CultureInfo.InvariantCulture);

    /// <summary>The ways to run on this machine, best first.</summary>
    internal static IReadOnlyList<Way> Ways()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return [new Way([], null)];
        }

        var (user, group) = UnprivilegedUser.Find();
        return
        [
            // Only the name changes: in a user namespace root is somebody else, and its files are that user's.
            new Way(["unshare", "--user", $"--map-user={user}", $"--map-group={group}"], "0:0"),

            // Containers often forbid namespaces. The capability lets the server reach folders of root's on the way to
            // its programs and data; without the securebit access(2) would ignore it.
            new Way(
                [
                    "setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--securebits=+no_setuid_fixup",
                    "--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override", "--bounding-set=-all,+dac_override",
                    "--no-new-privs",
                ],
                $"{user}:{group}"),
        ];
    }

    internal static async Task<PostgresLauncher> CreateAsync(
        PostgresBinaries binaries, string directory, IReadOnlyList<Way> ways, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        foreach (var way in ways)
        {
            var probe = await ProbeAsync(binaries, directory, way, cancellationToken);
            if (probe.Succeeded && VersionIn(probe.Output) is { } version)
            {
                return new PostgresLauncher(binaries, way, version);
            }

            failures.Add($"{way.Name} {(probe.Output.Length > 0 ? probe.Output : "may not write there")}");
        }

        throw new StartupException(ways.Count == 1
            ? $"The PostgreSQL in {binaries.Folder} does not run ({failures[0]}). Set Storage:PostgresBinaries to the bin "
                + "folder of another, or ConnectionStrings:Trades to a running server."
            : $"PostgreSQL does not run as root, and it could not be run as another user with its data in {directory} "
                + $"({string.Join("; ", failures)}). Run the terminal as an ordinary user, or set ConnectionStrings:Trades "
                + "to a running server.");
    }

    internal Task<ProgramRun> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellationToken, string? input = null) =>
        ProgramRun.RunAsync([.. _way.Prefix, _binaries.PathOf(program), .. arguments], input, limit, cancellationToken);

    /// <summary>Gives the data folder to the user the server runs as: it accepts no other owner, and the way may have changed.</summary>
    internal async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (_way.Owner is { } owner)
        {
            await ProgramRun.RunAsync(["chown", "-R", owner, folder], null, TimeSpan.FromMinutes(1), cancellationToken);
        }
    }

    private static Task<ProgramRun> ProbeAsync(
        PostgresBinaries binaries, string directory, Way way, CancellationToken cancellationToken)
    {
        var postgres = binaries.PathOf("postgres");
        string[] command = way.Prefix.Count == 0
            ? [postgres, "-V"]
            : [.. way.Prefix, "sh", "-c", "test -w \"$0\" && exec \"$1\" -V", directory, postgres];
        return ProgramRun.RunAsync(command, null, ProbeLimit, cancellationToken);
    }

    /// <param name="output">Such as "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)".</param>
    private static string? VersionIn(string output)
    {
        var words = output.Split(' ');
        return words.Length > 2 && words[2].Length > 0 && char.IsAsciiDigit(words[2][0]) ? words[2] : null;
    }

    /// <param name="Prefix">What stands in front of the program.</param>
    /// <param name="Owner">Whom the data folder must belong to, as chown takes it; null: whom it belongs to already.</param>
    internal sealed record Way(IReadOnlyList<string> Prefix, string? Owner)
    {
        internal string Name => Prefix.Count > 0 ? Prefix[0] + ":" : "postgres:";
    }
}
