using System.Globalization;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>
/// A user of this machine that PostgreSQL, which refuses to run as root, can run as. It must be one with a name: initdb
/// looks it up.
/// </summary>
internal sealed record UnprivilegedUser(int UserId, int GroupId)
{
    private static readonly string[] Names = ["postgres", "nobody"];

    internal static UnprivilegedUser Find() => Find(File.Exists("/etc/passwd") ? File.ReadAllLines("/etc/passwd") : []);

    /// <param name="lines">Lines such as "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin".</param>
    internal static UnprivilegedUser Find(IEnumerable<string> lines)
    {
        var users = lines.Select(l => l.Split(':')).Where(f => f.Length > 3).ToLookup(f => f[0]);
        var user = Names.SelectMany(n => users[n]).FirstOrDefault();
        return user is not null
            && int.TryParse(user[2], CultureInfo.InvariantCulture, out var userId)
            && int.TryParse(user[3], CultureInfo.InvariantCulture, out var groupId)
                ? new UnprivilegedUser(userId, groupId)
                : new UnprivilegedUser(65534, 65534);
    }
}
