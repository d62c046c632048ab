using System.Reflection;
using System.Runtime.InteropServices;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>The folder that holds PostgreSQL's programs.</summary>
public sealed class PostgresBinaries
{
    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    private PostgresBinaries(string folder)
    {
        Folder = folder;
    }

    public string Folder { get; }

    /// <summary>
    /// Looks in the configured folder and nowhere else if there is one; else in the npm package the build installs, in
    /// a folder "postgres" beside the app, on the PATH and where systems install PostgreSQL, newest first.
    /// </summary>
    /// <exception cref="StartupException">There is no PostgreSQL in any of these places.</exception>
    public static PostgresBinaries Find(string? configured) => Find(configured, Places());

    internal static PostgresBinaries Find(string? configured, IEnumerable<string> places)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            string[] folders = [configured, Path.Combine(configured, "bin")];
            return folders.Where(IsComplete).Select(f => new PostgresBinaries(Path.GetFullPath(f))).FirstOrDefault()
                ?? throw new StartupException(
                    $"Storage:PostgresBinaries is {configured}, but there is no initdb, pg_ctl and postgres in it. "
                    + "Set it to the bin folder of a PostgreSQL server.");
        }

        return places.Where(IsComplete).Select(f => new PostgresBinaries(Path.GetFullPath(f))).FirstOrDefault()
            ?? throw new StartupException(
                "There is no PostgreSQL to start. Set ConnectionStrings:Trades to a running server, "
                + "or Storage:PostgresBinaries to the bin folder of an installed one, "
                + "or install one (on Debian and Ubuntu: apt-get install postgresql).");
    }

    /// <summary>Where a program is that not every server comes with, such as <c>pg_restore</c>; the same places, in the same order.</summary>
    internal static IEnumerable<string> PathsOf(string? configured, string program) =>
        (string.IsNullOrWhiteSpace(configured) ? Places() : [configured, Path.Combine(configured, "bin"), .. Places()])
        .Select(folder => Path.Combine(folder, FileName(program))).Where(File.Exists).Distinct();

    internal string PathOf(string program) => Path.Combine(Folder, FileName(program));

    private static IEnumerable<string> Places() =>
    [
        .. NodePackage(),
        Path.Combine(AppContext.BaseDirectory, "postgres", "bin"),
        Path.Combine(AppContext.BaseDirectory, "postgres"),
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Versions("/usr/lib/postgresql", ""),
        .. Versions("/usr", "pgsql-"),
        .. Versions("/opt/homebrew/opt", "postgresql@"),
        .. Versions("/usr/local/opt", "postgresql@"),
        .. Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), ""),
    ];

    private static IEnumerable<string> NodePackage() =>
        from metadata in typeof(PostgresBinaries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        where metadata.Key == "NodeModules" && metadata.Value is not null
        select Path.Combine(metadata.Value!, "@embedded-postgres", PackageName(), "native", "bin");

    private static string PackageName()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }

    /// <summary>The bin folders of "parent/prefixN", greatest N first.</summary>
    private static IEnumerable<string> Versions(string parent, string prefix)
    {
        if (!Directory.Exists(parent))
        {
            return [];
        }

        return from folder in Directory.EnumerateDirectories(parent, prefix + "*")
               let version = int.TryParse(Path.GetFileName(folder).AsSpan(prefix.Length), out var number) ? number : 0
               where version > 0
               orderby version descending
               select Path.Combine(folder, "bin");
    }

    private static bool IsComplete(string folder) => Programs.All(p => File.Exists(Path.Combine(folder, FileName(p))));

    private static string FileName(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;
}
