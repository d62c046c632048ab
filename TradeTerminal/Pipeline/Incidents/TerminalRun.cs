using System.ComponentModel;
using System.Diagnostics;
using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ops;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>
/// This run of the terminal as its row of <c>terminal_runs</c>, and what became of those before it: one that gives no sign of life has
/// crashed, and what it had seen going on ends with it. One that was only held up takes that back with its next sign.
/// </summary>
internal sealed class TerminalRun
{
    /// <summary>A run on another machine is taken for dead after so long without a sign of life.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(1);

    /// <summary>One on this machine whose process is not found: it may be in a container of the same host name.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(30);

    private readonly (int Id, DateTime StartedAt) _process;

    public TerminalRun()
    {
        using var process = Process.GetCurrentProcess();
        _process = (process.Id, process.StartTime.ToUniversalTime());
    }

    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Enters this run, and has the book tell of the time in which no terminal ran.</summary>
    public async Task BeginAsync(NpgsqlConnection connection, IncidentBook book, DateTime utcNow, CancellationToken cancellationToken)
    {
        var crashed = await BuryAsync(connection, utcNow, cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection,
            """
            WITH before AS (SELECT ended_at, is_crash FROM terminal_runs
                WHERE NOT EXISTS (SELECT FROM terminal_runs WHERE ended_at IS NULL) ORDER BY ended_at DESC LIMIT 1),
            entered AS (INSERT INTO terminal_runs (run_id, host, process_id, process_started_at, version, began_at, seen_at)
                VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING)
            SELECT ended_at, is_crash FROM before
            """,
            Id, Environment.MachineName, _process.Id, _process.StartedAt, ProductVersion.Text, utcNow);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && !reader.GetBoolean(1) && crashed is null)
        {
            var ended = reader.GetDateTime(0);
            book.Begin(new Sighting(new(IncidentKinds.Restart, null), ended, "the terminal was stopped and started again"), utcNow);
        }
        else if (crashed is not null)
        {
            Tell(book, crashed.Value, utcNow);
        }
    }

    /// <summary>A sign of life. True where another run had taken this one for dead, and ended what goes on here.</summary>
    public async Task<bool> SeenAsync(NpgsqlConnection connection, DateTime utcNow, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            """
            UPDATE terminal_runs r SET (seen_at, ended_at, is_crash) = ($2, NULL, false)
            FROM (SELECT run_id, is_crash FROM terminal_runs WHERE run_id = $1 FOR UPDATE) before
            WHERE r.run_id = before.run_id RETURNING before.is_crash
            """,
            Id, utcNow);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    /// <summary>Whether others give theirs.</summary>
    public async Task LookForOthersAsync(
        NpgsqlConnection connection, IncidentBook book, DateTime utcNow, CancellationToken cancellationToken)
    {
        if (await BuryAsync(connection, utcNow, cancellationToken).ConfigureAwait(false) is { } ended)
        {
            Tell(book, ended, utcNow);
        }
    }

    public async Task EndAsync(NpgsqlConnection connection, DateTime utcNow, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, "UPDATE terminal_runs SET (seen_at, ended_at) = ($2, $2) WHERE run_id = $1 AND ended_at IS NULL", Id, utcNow);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>It was over when the feeds were read again, which may be before anybody could know of it.</summary>
    private static void Tell(IncidentBook book, DateTime ended, DateTime utcNow) => book.Begin(
        new Sighting(new(IncidentKinds.Crash, null), ended, "a terminal ended without a word: killed, crashed, or its machine went down")
        {
            LastSign = ended,
        },
        utcNow);

    /// <summary>Ends the runs that are dead; when the last of them was, by what it said and stored last. Null where none is.</summary>
    private async Task<DateTime?> BuryAsync(NpgsqlConnection connection, DateTime utcNow, CancellationToken cancellationToken)
    {
        var dead = new List<Guid>();
        await using (var command = Command(
            connection,
            "SELECT run_id, host, process_id, process_started_at, seen_at FROM terminal_runs WHERE ended_at IS NULL AND run_id <> $1", Id))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var (isHere, silent) = (reader.GetString(1) == Environment.MachineName, utcNow - reader.GetDateTime(4));
                if (isHere ? silent > GoneAfter && !IsAlive(reader.GetInt32(2), reader.GetDateTime(3)) : silent > SilentAfter)
                {
                    dead.Add(reader.GetGuid(0));
                }
            }
        }

        if (dead.Count == 0)
        {
            return null;
        }

        // The offsets move with each batch: what it stored last is later than what it said of itself every ten seconds.
        await using var bury = Command(
            connection,
            """
            WITH dead AS (UPDATE terminal_runs r SET is_crash = true, ended_at = GREATEST(r.seen_at, (
                    SELECT max(moved_at) FROM feed_offsets WHERE moved_at < $2
                        AND NOT EXISTS (SELECT FROM terminal_runs o WHERE o.ended_at IS NULL AND o.run_id <> ALL($1) AND o.run_id <> $3)))
                WHERE run_id = ANY($1) AND ended_at IS NULL RETURNING run_id, ended_at),
            ended AS (UPDATE incidents i SET is_end_seen = false, ended_at = GREATEST(i.began_at, d.ended_at),
                    detail = left(i.detail || '; not over when the terminal ended without a word', 500)
                FROM dead d WHERE i.run_id = d.run_id AND i.ended_at IS NULL)
            SELECT max(ended_at) FROM dead
            """,
            dead.ToArray(), _process.StartedAt, Id);
        return await bury.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as DateTime?;
    }

    /// <summary>A process of that number that began at another time is another one.</summary>
    private static bool IsAlive(int id, DateTime startedAt)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return (process.StartTime.ToUniversalTime() - startedAt).Duration() < TimeSpan.FromSeconds(2);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)DatabasePools.Patience.TotalSeconds };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
