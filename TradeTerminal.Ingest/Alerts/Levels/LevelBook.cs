using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts.Levels;

/// <summary>
/// The levels in force. Stored first, then they apply to the next batch; read again by <see cref="RuleWatch"/> for what another
/// terminal on the database has set, or what has fired.
/// </summary>
public sealed class LevelBook(IDbContextFactory<TerminalDbContext> databases, TimeProvider time) : IDisposable
{
    /// <summary>Of one symbol of one feed.</summary>
    public const int MostOfSymbol = 50;

    /// <summary>Altogether, those that have fired among them.</summary>
    public const int Most = 1_000;

    private const string Query =
        $"SELECT {Level.Columns} FROM levels ORDER BY armed_at, level_id";

    private readonly SemaphoreSlim _saving = new(1, 1);
    private volatile LevelSet? _current;

    /// <summary>Other levels than before, set here or by another terminal, or fired.</summary>
    public event Action? Changed;

    /// <summary>None until the database has been read.</summary>
    public LevelSet Current => _current ?? LevelSet.None;

    /// <summary>Null until the database has been read.</summary>
    internal LevelSet? Known => _current;

    private DateTime UtcNow => time.GetUtcNow().UtcDateTime;

    /// <summary>Reads them again.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            await LoadAsync(database, cancellationToken);
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>Stores a level, a new one or one that is there. Null when it is set, else why it is not.</summary>
    /// <exception cref="ArgumentException">It has <see cref="Level.Problems"/>.</exception>
    public async Task<string?> SetAsync(Level level, CancellationToken cancellationToken)
    {
        if (level.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems.Values), nameof(level));
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            var stored = await database.Levels.AsNoTracking().ToListAsync(cancellationToken);
            var others = stored.FindAll(one => one.LevelId != level.LevelId);
            if (others.Count >= Most)
            {
                return $"There are {Most:N0} levels already. Delete some that are no longer needed.";
            }

            if (others.Count(one => one.Feed == level.Feed && one.Symbol == level.Symbol) >= MostOfSymbol)
            {
                return $"{level.Symbol} has {MostOfSymbol} levels already. Delete some that are no longer needed.";
            }

            if (others.Count == stored.Count)
            {
                database.Add(level);
            }
            else
            {
                // How often it has fired the feeds count, maybe at this moment.
                database.Update(level).Property(row => row.Fired).IsModified = false;
            }

            await database.SaveChangesAsync(cancellationToken);
            await LoadAsync(database, cancellationToken);
            return null;
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>Its alerts stay. False where there is none.</summary>
    public async Task<bool> RemoveAsync(Guid levelId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            var removed = await database.Levels.Where(level => level.LevelId == levelId).ExecuteDeleteAsync(cancellationToken);
            await LoadAsync(database, cancellationToken);
            return removed > 0;
        }
        finally
        {
            _saving.Release();
        }
    }

    public void Dispose() => _saving.Dispose();

    /// <summary>As they are stored, within a batch's transaction.</summary>
    internal LevelSet Read(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        if (_current is { } known)
        {
            return known;
        }

        var levels = new List<Level>();
        using var command = new NpgsqlCommand(Query, connection, transaction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            levels.Add(Level.Of(reader));
        }

        var read = LevelSet.Of(levels, UtcNow);
        return Interlocked.CompareExchange(ref _current, read, null) ?? read;
    }

    /// <summary>What a batch that fires stores of it. One that was set anew meanwhile has not fired.</summary>
    internal static NpgsqlBatchCommand Fired(IReadOnlyList<(Level Level, DateTime At)> fired) => new(
        """
        UPDATE levels AS l SET fired_at = u.fired_at, fired = l.fired + u.times
        FROM (SELECT level_id, armed_at, max(fired_at) AS fired_at, count(*) AS times
              FROM unnest($1, $2, $3) AS f(level_id, armed_at, fired_at) GROUP BY level_id, armed_at) AS u
        WHERE l.level_id = u.level_id AND l.armed_at = u.armed_at
        """)
    {
        Parameters =
        {
            Sql.Array(NpgsqlDbType.Uuid, fired.Select(one => one.Level.LevelId).ToArray()),
            Sql.Array(NpgsqlDbType.TimestampTz, fired.Select(one => one.Level.ArmedAt).ToArray()),
            Sql.Array(NpgsqlDbType.TimestampTz, fired.Select(one => one.At).ToArray()),
        },
    };

    private static IQueryable<Level> Stored(TerminalDbContext database) =>
        database.Levels.AsNoTracking().OrderBy(level => level.ArmedAt).ThenBy(level => level.LevelId);

    private async Task LoadAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        var before = _current;
        var read = LevelSet.Of(await Stored(database).ToListAsync(cancellationToken), UtcNow);
        _current = read;
        if (before is null || !before.All.SequenceEqual(read.All))
        {
            Changed?.Invoke();
        }
    }
}
