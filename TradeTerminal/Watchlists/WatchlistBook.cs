using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Settings;

namespace TradeTerminal.Watchlists;

/// <summary>
/// The watchlists of everybody who uses this database: read from it, and saved there before they apply. At most
/// <see cref="WatchlistSet.Most"/>, each with 1 to <see cref="Watchlist.MostSymbols"/> symbols.
/// </summary>
internal sealed class WatchlistBook(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _saving = new(1, 1);
    private WatchlistSet _current = WatchlistSet.Unread;

    /// <summary><see cref="WatchlistSet.Unread"/> until the database has been read. The same object as long as no list changes.</summary>
    public WatchlistSet Current => Volatile.Read(ref _current);

    /// <summary>A list is another than before, changed here or by another terminal on the database.</summary>
    public event Action? Changed;

    /// <summary>The lists, read from the database if nobody has yet.</summary>
    public async Task<WatchlistSet> ReadAsync(CancellationToken cancellationToken)
    {
        if (Current == WatchlistSet.Unread)
        {
            await RefreshAsync(cancellationToken);
        }

        return Current;
    }

    /// <summary>Reads them again: another terminal may have saved some.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => ChangeAsync(_ => Task.CompletedTask, cancellationToken);

    /// <summary>Stores a list, in place of one of that name.</summary>
    /// <exception cref="WatchlistException">Its name or symbols are not as they may be, or there are too many lists.</exception>
    public Task SaveAsync(Watchlist list, CancellationToken cancellationToken)
    {
        var name = NameOf(list.Name);
        if (list.Symbols.Length is 0 or > Watchlist.MostSymbols)
        {
            throw new WatchlistException("symbols", $"A list has 1 to {Watchlist.MostSymbols} symbols; this one would have {list.Symbols.Length}.");
        }

        return ChangeAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand(
                    """
                    INSERT INTO watchlists (name, symbols, updated_at)
                    SELECT $1, $2, $3 WHERE (SELECT count(*) FROM watchlists WHERE name <> $1) < $4
                    ON CONFLICT (name) DO UPDATE SET symbols = EXCLUDED.symbols, updated_at = EXCLUDED.updated_at
                    """, connection);
                command.Parameters.Add(new() { Value = name });
                command.Parameters.Add(new() { Value = list.Symbols.ToArray() });
                command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
                command.Parameters.Add(new() { Value = WatchlistSet.Most });
                if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
                {
                    throw new WatchlistException("name", $"There are {WatchlistSet.Most} lists already: delete one first.");
                }
            },
            cancellationToken);
    }

    /// <exception cref="WatchlistException">The new name can be none, is taken, or the list is not there any more.</exception>
    public Task RenameAsync(string from, string? to, CancellationToken cancellationToken)
    {
        var name = NameOf(to);
        return ChangeAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand("UPDATE watchlists SET name = $2, updated_at = $3 WHERE name = $1", connection);
                command.Parameters.Add(new() { Value = from });
                command.Parameters.Add(new() { Value = name });
                command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
                try
                {
                    if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
                    {
                        throw new WatchlistException("name", $"There is no list {from} any more.");
                    }
                }
                catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
                {
                    throw new WatchlistException("name", $"There is a list {name} already.");
                }
            },
            cancellationToken);
    }

    /// <summary>False where there is none of that name.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var isDeleted = false;
        await ChangeAsync(
            async connection =>
            {
                await using var command = new NpgsqlCommand("DELETE FROM watchlists WHERE name = $1", connection);
                command.Parameters.Add(new() { Value = name.ToLowerInvariant() });
                isDeleted = await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken);
        return isDeleted;
    }

    public void Dispose() => _saving.Dispose();

    private static string NameOf(string? text) => Watchlist.NameOf(text) switch
    {
        null => throw new WatchlistException("name", $"The name must be {Watchlist.NameRule}."),
        RecentSymbols.ListName => throw new WatchlistException(
            "name", $"{RecentSymbols.ListName} is a reserved name: it fills by itself in each browser. Choose another."),
        var name => name,
    };

    private async Task ChangeAsync(Func<NpgsqlConnection, Task> change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        var isOther = false;
        await _saving.WaitAsync(cancellationToken);
        try
        {
            await change(connection);
            var lists = new List<Watchlist>();
            await using var command = new NpgsqlCommand("SELECT name, symbols FROM watchlists", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                lists.Add(new Watchlist(reader.GetString(0), [.. reader.GetFieldValue<string[]>(1)]));
            }

            var read = new WatchlistSet(lists);
            isOther = Current == WatchlistSet.Unread || !read.All.SequenceEqual(Current.All, Same);
            if (isOther)
            {
                Volatile.Write(ref _current, read);
            }
        }
        finally
        {
            _saving.Release();
        }

        if (isOther)
        {
            Changed?.Invoke();
        }
    }

    private static readonly EqualityComparer<Watchlist> Same = EqualityComparer<Watchlist>.Create(
        (left, right) => left!.Name == right!.Name && left.Symbols.SequenceEqual(right.Symbols), list => list.Name.GetHashCode(StringComparison.Ordinal));
}

/// <summary>A list cannot be as it was asked for; <see cref="Field"/> is what is wrong with it.</summary>
internal sealed class WatchlistException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}
