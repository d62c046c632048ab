using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>
/// Which of the terminals on one database sends to a destination: the one that holds its row of
/// <c>alert_leases</c>, by the database's clock. A killed one's lease runs out by itself. What is no destination of
/// the outside world (<see cref="IAlertDestination.IsReal"/>) gets none while a real one of the same
/// <see cref="AlertMark.Group"/> is there, or was within <see cref="Remembered"/>: its alerts wait for it.
/// </summary>
internal sealed class AlertLease(IAlertDestination destination, IDbContextFactory<TerminalDbContext> databases, TimeProvider time)
{
    /// <summary>And as long as the destination may take over one delivery.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    /// <summary>A lease younger than this is not renewed, so that a flood of alerts costs no statement each.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ReleaseWithin = TimeSpan.FromSeconds(2);

    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private string? _name;
    private long _takenAt;

    /// <summary>
    /// Another cluster to which a terminal on this database publishes the same kind of alert, as of the last renewal. Alerts do
    /// not say of which cluster's events they are: each goes to the one of the two that takes it first.
    /// </summary>
    public string? Rival { get; private set; }

    /// <summary>Takes or renews the lease; false while another terminal holds it.</summary>
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        if (_name is not null && time.GetElapsedTime(_takenAt) < Fresh)
        {
            return true;
        }

        var (name, at) = (destination.LeaseName, time.GetTimestamp());
        (_name, _takenAt) = (name is not null && await TakeAsync(name, cancellationToken).ConfigureAwait(false) ? name : null, at);
        Rival = _name is not null && destination.IsReal ? await FindRivalAsync(_name, cancellationToken).ConfigureAwait(false) : null;
        return _name is not null;
    }

    /// <summary>Lets another terminal go on at once. A real one is remembered; the others are not worth a row.</summary>
    public async Task ReleaseAsync()
    {
        if (_name is null)
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(ReleaseWithin, time);
            await using var database = await databases.CreateDbContextAsync(limit.Token).ConfigureAwait(false);
            await (destination.IsReal
                ? database.Database.ExecuteSqlAsync(
                    $"UPDATE alert_leases SET until = now() WHERE destination = {_name} AND holder = {_holder}", limit.Token)
                : database.Database.ExecuteSqlAsync(
                    $"DELETE FROM alert_leases WHERE destination = {_name} AND holder = {_holder}", limit.Token)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The database is away, and the lease runs out by itself.
        }

        _name = null;
    }

    private async Task<string?> FindRivalAsync(string name, CancellationToken cancellationToken)
    {
        var begins = $"{destination.Name} of ";
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await database.Database.SqlQuery<string>(
            $"""
            SELECT substr(destination, length({begins}) + 1) AS "Value" FROM alert_leases
            WHERE is_real AND until > now() AND starts_with(destination, {begins}) AND destination <> {name} ORDER BY destination LIMIT 1
            """).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> TakeAsync(string name, CancellationToken cancellationToken)
    {
        var (isReal, group, lasts) = (destination.IsReal, destination.Mark.Group, Lasts + destination.Longest);
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO alert_leases AS l (destination, holder, is_real, until)
            SELECT {name}, {_holder}, {isReal}, now() + {lasts}
            WHERE {isReal} OR NOT EXISTS (
                SELECT 1 FROM alert_leases r
                WHERE r.is_real AND starts_with(r.destination, {group}) AND r.until > now() - {Remembered})
            ON CONFLICT (destination) DO UPDATE SET holder = EXCLUDED.holder, is_real = EXCLUDED.is_real, until = EXCLUDED.until
            WHERE l.holder = EXCLUDED.holder OR l.until < now()
            """,
            cancellationToken).ConfigureAwait(false) == 1;
    }
}
