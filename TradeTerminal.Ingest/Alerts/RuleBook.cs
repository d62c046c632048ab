using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>
/// The settings in force. Read from the database when first needed, and again by <see cref="RefreshAsync"/>; saved
/// there before they apply. A rule that was never saved has its defaults.
/// </summary>
public sealed partial class RuleBook(
    IDbContextFactory<TerminalDbContext> databases, TimeProvider time, ILogger<RuleBook> logger) : IDisposable
{
    private const string Query = "SELECT kind, settings::text, updated_at FROM rules";

    private readonly SemaphoreSlim _saving = new(1, 1);
    private readonly ConcurrentDictionary<string, string> _unusable = new();
    private volatile StoredRules? _current;

    /// <summary>Other settings are in force than before, saved here or by another terminal on the database.</summary>
    public event Action? Changed;

    /// <summary>The defaults until the database has been read.</summary>
    public RuleSet Current => (_current ?? StoredRules.None).Rules;

    /// <summary>Null until the database has been read.</summary>
    internal RuleSet? Known => _current?.Rules;

    /// <summary>One of them with the time it was saved at.</summary>
    public SavedRule this[AlertKind kind] => (_current ?? StoredRules.None)[kind];

    /// <summary>The settings in force, read from the database if nobody has yet.</summary>
    public async Task<RuleSet> ReadAsync(CancellationToken cancellationToken)
    {
        if (_current is null)
        {
            await RefreshAsync(cancellationToken);
        }

        return Current;
    }

    /// <summary>Reads the settings again: another terminal may have saved some.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        StoredRules? before;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            before = _current;
            _current = await LoadAsync((NpgsqlConnection)database.Database.GetDbConnection(), cancellationToken);
        }
        finally
        {
            _saving.Release();
        }

        if (before is not null && before.Rules != Current)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Stores the settings of one rule; they apply to the next batch of each feed.</summary>
    /// <exception cref="ArgumentException">The settings have <see cref="RuleSettings.Problems"/>.</exception>
    public Task SaveAsync(RuleSettings settings, CancellationToken cancellationToken) =>
        SaveAsync(settings, isAny: true, null, cancellationToken);

    /// <summary>The same, unless the settings stored are others than those saved at <paramref name="updatedAt"/>; says whether.</summary>
    /// <param name="settings">What is to be in force.</param>
    /// <param name="updatedAt">As <see cref="SavedRule.UpdatedAt"/> of what it is made from.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="ArgumentException">The settings have <see cref="RuleSettings.Problems"/>.</exception>
    public Task<bool> TrySaveAsync(RuleSettings settings, DateTime? updatedAt, CancellationToken cancellationToken) =>
        SaveAsync(settings, isAny: false, updatedAt, cancellationToken);

    public void Dispose() => _saving.Dispose();

    private async Task<bool> SaveAsync(RuleSettings settings, bool isAny, DateTime? updatedAt, CancellationToken cancellationToken)
    {
        if (settings.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems.Values), nameof(settings));
        }

        var code = settings.Kind.Code();
        await ReadAsync(cancellationToken);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            // Later than the one before on any clock: two saves are never taken for one.
            var saved = await database.Database.SqlQuery<DateTime>(
                $"""
                INSERT INTO rules AS r (kind, settings, updated_at)
                SELECT {code}, {RuleJson.Write(settings)}::jsonb, {time.GetUtcNow().UtcDateTime}
                WHERE {isAny} OR {updatedAt}::timestamptz IS NULL OR EXISTS (SELECT 1 FROM rules WHERE kind = {code})
                ON CONFLICT (kind) DO UPDATE SET settings = EXCLUDED.settings,
                    updated_at = GREATEST(EXCLUDED.updated_at, r.updated_at + interval '1 microsecond')
                WHERE {isAny} OR r.updated_at = {updatedAt}::timestamptz
                RETURNING updated_at AS "Value"
                """).ToListAsync(cancellationToken);
            if (saved.Count == 0)
            {
                return false;
            }

            _current = (_current ?? StoredRules.None).With(settings, saved[0]);
        }
        finally
        {
            _saving.Release();
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>As <see cref="ReadAsync"/>, within a batch's transaction.</summary>
    internal RuleSet Read(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        if (_current is { } known)
        {
            return known.Rules;
        }

        var rules = StoredRules.None;
        using var command = new NpgsqlCommand(Query, connection, transaction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rules = With(rules, reader);
        }

        return (Interlocked.CompareExchange(ref _current, rules, null) ?? rules).Rules;
    }

    private async Task<StoredRules> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rules = StoredRules.None;
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rules = With(rules, reader);
        }

        return rules;
    }

    /// <summary>What another version stored and this one cannot use must not stop the feeds: the default stands in.</summary>
    private StoredRules With(StoredRules rules, NpgsqlDataReader row)
    {
        var (code, json, updatedAt) = (row.GetString(0), row.GetString(1), row.GetDateTime(2));
        if (!AlertKinds.TryParseRule(code, out var kind))
        {
            return rules;
        }

        try
        {
            var settings = RuleJson.Read(kind, json);
            if (settings.Problems().Count == 0)
            {
                return rules.With(settings, updatedAt);
            }

            SayUnusable(code, json, string.Join(' ', settings.Problems().Values));
        }
        catch (JsonException exception)
        {
            SayUnusable(code, json, exception.Message);
        }

        return rules.With(kind, updatedAt);
    }

    /// <summary>Once, however often it is read.</summary>
    private void SayUnusable(string code, string json, string problem)
    {
        if (!_unusable.TryGetValue(code, out var said) || said != json)
        {
            _unusable[code] = json;
            LogUnusable(code, problem);
        }
    }

    [LoggerMessage(LogLevel.Error, "The stored settings of the rule {Kind} cannot be used, its defaults apply: {Problem}")]
    private partial void LogUnusable(string kind, string problem);
}
