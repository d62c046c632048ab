using System.Security.Cryptography;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>The file with the password of an embedded PostgreSQL, for the owner's eyes only.</summary>
internal sealed class PostgresPassword(string path)
{
    internal string Path => path;

    /// <summary>Null when the file is missing or empty.</summary>
    internal string? Value => File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;

    internal static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal void Write(string password)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var draft = path + ".new";
        File.Delete(draft);
        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(password);
        }

        File.Move(draft, path, overwrite: true);
    }
}
