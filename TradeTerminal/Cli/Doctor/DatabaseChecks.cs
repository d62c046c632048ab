using System.Globalization;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Cli.Doctor;

/// <summary>A PostgreSQL of the user's: whether it lets us in, what we may do there, and whether its schema and clock are ours.</summary>
internal static class DatabaseChecks
{
    private const string Database = "database";
    private const string Rights = "database rights";
    private const string Schema = "schema";
    private const string Clock = "clock";
    private const int Patience = 5;
    private const int OldestMajor = 14;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Diagnosis>> RunAsync(
        string connectionString, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = Patience,
            CommandTimeout = Patience,
            Pooling = false,
        };
        var server = $"{builder.Host}:{builder.Port}";
        await using var source = NpgsqlDataSource.Create(builder);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return
            [
                Version(server, connection.PostgreSqlVersion),
                await MayAsync(connection, builder, cancellationToken).ConfigureAwait(false),
                await SchemaAsync(source, cancellationToken).ConfigureAwait(false),
                await ClockAsync(connection, time, cancellationToken).ConfigureAwait(false),
            ];
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or IOException or TimeoutException)
        {
            return [Refused(server, builder, exception)];
        }
    }

    private static Diagnosis Refused(string server, NpgsqlConnectionStringBuilder builder, Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            Diagnosis.Wrong(Database, $"{server} does not let {builder.Username} in: {refused.MessageText}",
                "Check Username and Password in ConnectionStrings:Trades, and pg_hba.conf of the server."),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } refused =>
            Diagnosis.Wrong(Database, $"{server} says: {refused.MessageText}",
                $"Create it: CREATE DATABASE {builder.Database} OWNER {builder.Username};"),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } refused =>
            Diagnosis.Wrong(Database, $"{server} says: {refused.MessageText}", "Raise max_connections: a terminal takes up to 60."),
        PostgresException refused => Diagnosis.Wrong(Database, $"{server} says: {refused.MessageText}",
            "Look it up in the log of the server."),
        _ => Diagnosis.Wrong(Database, $"no connection to {server}: {exception.GetBaseException().Message}",
            "Check Host and Port in ConnectionStrings:Trades, and that the server runs and is let through by the firewall."),
    };

    private static Diagnosis Version(string server, Version version) => version.Major < OldestMajor
        ? Diagnosis.Wrong(Database, $"{server} is PostgreSQL {version}, which its makers have given up",
            $"Upgrade it to {OldestMajor} or later; 18 is what is tested.")
        : Diagnosis.Ok(Database, $"{server} lets us in, PostgreSQL {version}");

    private static async Task<Diagnosis> MayAsync(
        NpgsqlConnection connection, NpgsqlConnectionStringBuilder builder, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT current_schema() IS NOT NULL AND has_schema_privilege(current_schema(), 'CREATE'),
                to_regclass('trades') IS NULL OR has_table_privilege(to_regclass('trades'), 'INSERT'),
                to_regclass('trades') IS NULL OR pg_has_role((SELECT relowner FROM pg_class WHERE oid = to_regclass('trades')), 'USAGE')
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var user = builder.Username;
        return !reader.GetBoolean(0)
            ? Diagnosis.Wrong(Rights, $"{user} may not create tables in {builder.Database}",
                $"As its owner: GRANT CREATE, USAGE ON SCHEMA public TO {user};")
            : !reader.GetBoolean(1)
            ? Diagnosis.Wrong(Rights, $"{user} may not write to the tables that are there",
                $"Give them to it: REASSIGN OWNED BY their owner TO {user};")
            : !reader.GetBoolean(2)
            ? Diagnosis.Wrong(Rights, $"{user} does not own the tables that are there, so it can't add a day to them",
                $"Give them to it: REASSIGN OWNED BY their owner TO {user};")
            : Diagnosis.Ok(Rights, $"{user} may create and write tables");
    }

    private static async Task<Diagnosis> SchemaAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var database = new TerminalDbContext(TerminalDatabase.Options(source));
        var known = database.Database.GetMigrations().ToList();
        var applied = (await database.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToList();
        return applied.FirstOrDefault(name => !known.Contains(name)) is { } newer
            ? Diagnosis.Wrong(Schema, $"it was made by a newer terminal (it has {newer})",
                "Start that version here, too; an older one leaves the database alone.")
            : applied.Count == 0 ? Diagnosis.Ok(Schema, "it is empty: the first start creates it")
            : applied.Count < known.Count
            ? Diagnosis.Ok(Schema, $"{known.Count - applied.Count} steps are missing: the next start takes them")
            : Diagnosis.Ok(Schema, "it is this version's");
    }

    private static async Task<Diagnosis> ClockAsync(NpgsqlConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var before = time.GetUtcNow();
        var theirs = (DateTime)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        var skew = before + ((time.GetUtcNow() - before) / 2) - theirs;
        var seconds = Math.Abs(skew.TotalSeconds).ToString("F1", CultureInfo.InvariantCulture);
        return skew.Duration() > Skew
            ? Diagnosis.Wrong(
                Clock, $"this machine's clock is {seconds} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the database's",
                "Set both by NTP (timedatectl set-ntp true): ages are wrong, and events over five minutes ahead are refused.")
            : Diagnosis.Ok(Clock, $"{seconds} s apart from the database's");
    }
}
