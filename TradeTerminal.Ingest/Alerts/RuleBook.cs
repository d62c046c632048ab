using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>
/// The settings in force. Read from the database when first needed; saved there before they apply. A rule
/// that was never saved has its defaults.
/// </summary>
public sealed partial class RuleBook(
    IDbContextFactory<TerminalDbContext> databases, TimeProvider time, ILogger<RuleBook> logger) : IDisposable
{
    private readonly SemaphoreSlim _saving = new(1, 1);
    private volatile RuleSet? _current;

    /// <summary>The defaults until the database has been read.</summary>
    public RuleSet Current => _current ?? RuleSet.Default;

    /// <summary>The settings in force, read from the database if nobody has yet.</summary>
    public async Task<RuleSet> ReadAsync(CancellationToken cancellationToken)
    {
        if (_current is { } known)
        {
            return known;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            return Read((NpgsqlConnection)database.Database.GetDbConnection(), null);
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>Stores the settings of one rule; they apply to the next batch of each feed.</summary>
    /// <exception cref="ArgumentException">The settings have <see cref="RuleSettings.Problems"/>.</exception>
    public async Task SaveAsync(RuleSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems.Values), nameof(settings));
        }

        var current = await ReadAsync(cancellationToken);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            await database.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO rules (kind, settings, updated_at)
                VALUES ({settings.Kind.Code()}, {RuleJson.Write(settings)}::jsonb, {time.GetUtcNow().UtcDateTime})
                ON CONFLICT (kind) DO UPDATE SET settings = EXCLUDED.settings, updated_at = EXCLUDED.updated_at
                """,
                cancellationToken);
            _current = (_current ?? current).With(settings);
        }
        finally
        {
            _saving.Release();
        }
    }

    public void Dispose() => _saving.Dispose();

    /// <summary>As <see cref="ReadAsync"/>, within a batch's transaction.</summary>
    internal RuleSet Read(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        if (_current is { } known)
        {
            return known;
        }

        var rules = RuleSet.Default;
        using var command = new NpgsqlCommand("SELECT kind, settings::text FROM rules", connection, transaction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rules = With(rules, reader.GetString(0), reader.GetString(1));
        }

        return Interlocked.CompareExchange(ref _current, rules, null) ?? rules;
    }

    /// <summary>What another version stored and this one cannot use must not stop the feeds: the default stands in.</summary>
    private RuleSet With(RuleSet rules, string code, string json)
    {
        if (!AlertKinds.TryParse(code, out var kind))
        {
            return rules;
        }

        try
        {
            var settings = RuleJson.Read(kind, json);
            if (settings.Problems().Count == 0)
            {
                return rules.With(settings);
            }

            LogUnusable(code, string.Join(' ', settings.Problems().Values));
        }
        catch (JsonException exception)
        {
            LogUnusable(code, exception.Message);
        }

        return rules;
    }

    [LoggerMessage(LogLevel.Error, "The stored settings of the rule {Kind} cannot be used, its defaults apply: {Problem}")]
    private partial void LogUnusable(string kind, string problem);
}
