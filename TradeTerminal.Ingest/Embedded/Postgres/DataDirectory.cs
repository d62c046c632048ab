using System.Globalization;
using Microsoft.Extensions.Logging;
using FilePath = System.IO.Path;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>
/// The folder one running terminal keeps its files in, held by a lock for as long as the terminal lives. The operating
/// system drops the lock with the process, so a terminal that was killed leaves none behind.
/// </summary>
public sealed partial class DataDirectory : IDisposable
{
    internal const string LockName = "terminal.lock";
    private const int MostTerminals = 9;

    private readonly FileStream _claim;

    private DataDirectory(string path, FileStream claim)
    {
        Path = path;
        _claim = claim;
    }

    public string Path { get; }

    /// <summary>
    /// Creates the folder where it is missing and claims it. While another live terminal holds it, "wanted-2" to
    /// "wanted-9" are tried in turn, so that a second terminal on the same machine simply works.
    /// </summary>
    /// <exception cref="StartupException">The folder cannot be written, or all nine are in use.</exception>
    public static DataDirectory Claim(string wanted, ILogger logger)
    {
        var first = FilePath.TrimEndingDirectorySeparator(FilePath.GetFullPath(wanted));
        for (var number = 1; number <= MostTerminals; number++)
        {
            var path = number == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first}-{number}");
            if (TryLock(path) is { } claim)
            {
                if (number > 1)
                {
                    LogInUse(logger, first, path);
                }

                return new DataDirectory(path, claim);
            }
        }

        throw new StartupException(
            $"{first} and the folders {first}-2 to {first}-{MostTerminals} are all in use by running terminals. "
            + "Stop one of them, or set Terminal:DataDirectory to another folder.");
    }

    public void Dispose()
    {
        // The file stays: deleting it would let a terminal that has just opened it lock a file that nobody else sees.
        _claim.Dispose();
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            CreateFolder(path);
            var claim = new FileStream(FilePath.Combine(path, LockName), LockOptions());
            claim.SetLength(0);
            claim.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            claim.Flush();
            return claim;
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The terminal cannot keep its data in {path}: {e.Message} Set Terminal:DataDirectory to a folder it may write to.", e);
        }
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStreamOptions LockOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>A sharing violation: its Windows code, or EWOULDBLOCK from flock, which is 11 on Linux and 35 on macOS.</summary>
    private static bool IsHeldByAnother(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;

    [LoggerMessage(LogLevel.Information, "Another running terminal uses {Wanted}, so this one keeps its data in {Path}")]
    private static partial void LogInUse(ILogger logger, string wanted, string path);
}
