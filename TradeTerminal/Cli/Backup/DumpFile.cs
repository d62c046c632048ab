using System.Text;

namespace TradeTerminal.Cli.Backup;

/// <summary>A file that <c>pg_dump</c> has written.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="IsCustom">In its own format (<c>-Fc</c>), which <c>pg_restore</c> reads; else SQL, which <c>psql</c> runs.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record DumpFile(string Path, bool IsCustom, long Bytes)
{
    private const int Tail = 4_096;
    private const int Head = 4_096;

    /// <exception cref="CommandException">It is no dump, or SQL that was cut off.</exception>
    public static async Task<DumpFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var head = await ReadAsync(file, 0, Head, cancellationToken).ConfigureAwait(false);
            var dump = new DumpFile(path, head.AsSpan().StartsWith("PGDMP"u8), file.Length);
            if (dump.IsCustom)
            {
                return dump;
            }

            if (!Encoding.UTF8.GetString(head).Contains("PostgreSQL database dump", StringComparison.Ordinal))
            {
                throw new CommandException(
                    ExitCode.Problem, $"{path} is no dump of pg_dump. Make one: pg_dump -Fc --file trades.dump … (docs/operations.md).");
            }

            // psql runs what there is, and would not notice that it ends early.
            var tail = Encoding.UTF8.GetString(await ReadAsync(file, Math.Max(0, file.Length - Tail), Tail, cancellationToken).ConfigureAwait(false));
            if (!tail.Contains("PostgreSQL database dump complete", StringComparison.Ordinal))
            {
                throw new CommandException(ExitCode.Problem, $"{path} is cut off: its last line is missing. Make the dump again, and see that its disk is not full.");
            }

            await RefuseOtherDatabasesAsync(file, path, cancellationToken).ConfigureAwait(false);
            return dump;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Problem, $"{path} can't be read: {exception.Message}");
        }
    }

    /// <summary>
    /// Made with --create, or by pg_dumpall, it would leave the scratch database and restore over the one it was made of. Rows of data never
    /// begin so: a backslash in them is doubled.
    /// </summary>
    private static async Task RefuseOtherDatabasesAsync(FileStream file, string path, CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith("\\c", StringComparison.Ordinal))
            {
                throw new CommandException(
                    ExitCode.Problem, $"{path} goes to another database ({line.Trim()}), and would restore over it. Make the dump without --create, or with -Fc.");
            }
        }
    }

    private static async Task<byte[]> ReadAsync(FileStream file, long from, int most, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(most, file.Length - from)];
        file.Position = from;
        await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }
}
