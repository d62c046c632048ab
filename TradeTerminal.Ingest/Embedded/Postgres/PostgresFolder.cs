using System.Globalization;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>What an embedded PostgreSQL keeps in the terminal's data folder: its data, its password, its log.</summary>
internal sealed class PostgresFolder
{
    private const string SettingsName = "terminal.conf";
    private const string Include = $"include_if_exists = '{SettingsName}'";
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan InitLimit = TimeSpan.FromMinutes(2);

    internal PostgresFolder(string root)
    {
        Root = Path.GetFullPath(root);
        Data = Path.Combine(Root, "postgres");
        Log = Path.Combine(Root, "postgres.log");
        Password = new PostgresPassword(Path.Combine(Root, "postgres.password"));
    }

    internal string Root { get; }

    internal string Data { get; }

    internal string Log { get; }

    internal PostgresPassword Password { get; }

    /// <exception cref="StartupException">The data is another major version's.</exception>
    internal async Task PrepareAsync(PostgresLauncher launcher, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root);
        var versionFile = Path.Combine(Data, "PG_VERSION");
        if (!File.Exists(versionFile))
        {
            await InitializeAsync(launcher, cancellationToken);
            return;
        }

        var major = (await File.ReadAllTextAsync(versionFile, cancellationToken)).Trim();
        if (major != launcher.Major.ToString(CultureInfo.InvariantCulture))
        {
            throw new StartupException(
                $"The data in {Data} is PostgreSQL {major}'s, and the PostgreSQL in {launcher.Folder} is version {launcher.Version}, "
                + $"which cannot open it. Set Storage:PostgresBinaries to the bin folder of a PostgreSQL {major} to go on with this "
                + $"data, or set Terminal:DataDirectory to another folder to begin anew and keep it.");
        }
    }

    /// <summary>A lost password is no lost data: whoever may write the folder may set a new one.</summary>
    internal async Task RequirePasswordAsync(PostgresLauncher launcher, CancellationToken cancellationToken)
    {
        if (Password.Value is not null)
        {
            return;
        }

        var password = PostgresPassword.New();
        await launcher.OwnAsync(Data, cancellationToken);
        var run = await launcher.RunAsync(
            "postgres",
            ["--single", "-D", Data, "-c", "log_min_messages=fatal", "postgres"],
            InitLimit,
            cancellationToken,
            $"ALTER ROLE {EmbeddedPostgres.Name} PASSWORD '{password}';\n");
        if (!run.Succeeded)
        {
            throw new StartupException($"{Password.Path} is missing, and no new password could be set: {run.Output}");
        }

        Password.Write(password);
    }

    internal void WriteSettings(int port)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var free = new DriveInfo(Data).AvailableFreeSpace;
        File.WriteAllText(Path.Combine(Data, SettingsName), Settings(port, memory, free));
        var main = Path.Combine(Data, "postgresql.conf");
        if (!File.ReadLines(main).Contains(Include))
        {
            File.AppendAllText(main, $"\n{Include}\n# Settings below this line win over the terminal's.\n");
        }
    }

    /// <summary>Keeps the log of this run and of the one before.</summary>
    internal void RotateLog()
    {
        if (File.Exists(Log))
        {
            File.Move(Log, Log + ".1", overwrite: true);
        }
    }

    internal string EndOfLog() =>
        File.Exists(Log) ? string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(8)) : "it left no log";

    private async Task InitializeAsync(PostgresLauncher launcher, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Data))
        {
            if (Directory.EnumerateFileSystemEntries(Data).Any())
            {
                throw new StartupException(
                    $"{Data} holds files but no PostgreSQL data. Move it away, or set Terminal:DataDirectory to another folder.");
            }

            Directory.Delete(Data);
        }

        // Made beside its place and moved there when complete, so that a crash half-way leaves nothing that looks like data.
        // The name is new each time: the initdb of a terminal that was killed may still be at work on the last one.
        DeleteDrafts();
        var draft = $"{Data}.new-{Guid.NewGuid():N}";
        Password.Write(PostgresPassword.New());
        var run = await launcher.RunAsync(
            "initdb",
            [
                "-D", draft, "-U", EmbeddedPostgres.Name, $"--pwfile={Password.Path}", "-A", "scram-sha-256",
                "-E", "UTF8", "--no-locale", "--data-checksums", "--no-instructions",
            ],
            InitLimit,
            cancellationToken);
        if (!run.Succeeded)
        {
            throw new StartupException($"PostgreSQL could not set up its data in {Root}: {run.Output}");
        }

        Directory.Move(draft, Data);
    }

    private void DeleteDrafts()
    {
        foreach (var draft in Directory.EnumerateDirectories(Root, Path.GetFileName(Data) + ".new-*"))
        {
            try
            {
                Directory.Delete(draft, recursive: true);
            }
            catch (IOException)
            {
                // Somebody still writes there. It will be gone at the next start on a new folder, if there ever is one.
            }
        }
    }

    /// <param name="port">To listen on.</param>
    /// <param name="memory">Of the machine or the container, in bytes: a quarter is for the pages of the day that is written.</param>
    /// <param name="free">On the disk, in bytes: a tenth may be log, so that a page is rarely written whole a second time.</param>
    internal static string Settings(int port, long memory, long free) => string.Create(CultureInfo.InvariantCulture, $"""
        # Written by the terminal at each start. Put settings of your own at the end of postgresql.conf.
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = ''
        max_connections = 100
        shared_buffers = '{Math.Clamp(memory / 4 / Megabyte, 128, 2_048)}MB'
        max_wal_size = '{Math.Clamp(free / 10 / Megabyte, 512, 8_192)}MB'
        checkpoint_timeout = '30min'
        wal_compression = on
        fsync = on
        synchronous_commit = on
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        # Failed statements are the client's to report: written here, a failing loop would fill the disk.
        log_min_messages = log
        log_checkpoints = off

        """);
}
