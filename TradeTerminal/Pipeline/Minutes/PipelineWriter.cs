using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Pipeline.Incidents;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>
/// Stores the books of minutes and incidents every <see cref="Every"/>, an incident that begins or ends within a second. While the database
/// is away they wait, up to their bounds.
/// </summary>
internal sealed partial class PipelineWriter(
    FeedGauges gauges, MinuteBook minutes, IncidentBook incidents, TerminalRun run, IDbContextFactory<TerminalDbContext> databases,
    DatabaseStartup startup, TimeProvider time, ILogger<PipelineWriter> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, string> _topics = gauges.All.Select(gauge => gauge.Current)
        .Where(feed => feed.Phase != FeedPhase.Stopped).ToDictionary(feed => feed.Name, feed => feed.Topic);

    private DateTime _rolledUp;
    private bool _isBegun;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (!_isBegun)
        {
            return;
        }

        incidents.End(Now);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWithin);
        await TryAsync(async connection =>
        {
            await WriteAsync(connection, limit.Token).ConfigureAwait(false);
            await run.EndAsync(connection, Now, limit.Token).ConfigureAwait(false);
        }, limit.Token).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Look, time);
        var written = DateTime.MinValue;
        do
        {
            if (!_isBegun)
            {
                _isBegun = await TryAsync(
                    connection => run.BeginAsync(connection, incidents, Now, stoppingToken), stoppingToken).ConfigureAwait(false);
            }
            else if (Now is var now && Interval.BucketOf(now, Every) is var turn && turn != written)
            {
                var isWritten = await TryAsync(connection => WriteAsync(connection, stoppingToken), stoppingToken).ConfigureAwait(false);
                written = isWritten ? turn : written;
            }
            else if (incidents.HasNews)
            {
                await TryAsync(connection => WriteIncidentsAsync(connection, stoppingToken), stoppingToken).ConfigureAwait(false);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Stores all that there is; by the loop, and by tests.</summary>
    internal async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var now = Now;
        var gathered = minutes.Unwritten();
        await WriteIncidentsAsync(connection, cancellationToken).ConfigureAwait(false);
        await run.LookForOthersAsync(connection, incidents, now, cancellationToken).ConfigureAwait(false);
        await PipelineTables.WriteAsync(connection, gathered, cancellationToken).ConfigureAwait(false);
        minutes.Written(gathered);
        // What was stored in the ten seconds before: at the beginning of a minute that is the one before.
        var minute = Interval.Minute.BucketOf(Interval.BucketOf(now, Every).AddTicks(-1));
        await CountAsync(connection, minute, cancellationToken).ConfigureAwait(false);
        if (now - _rolledUp >= TimeSpan.FromHours(1))
        {
            await PipelineTables.RollUpAsync(connection, cancellationToken).ConfigureAwait(false);
            _rolledUp = now;
        }
    }

    private async Task WriteIncidentsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // First: what a dead run has seen is never later than its last sign of life.
        var (all, unwritten) = (incidents.Current, incidents.Unwritten());
        unwritten = await run.SeenAsync(connection, Now, cancellationToken).ConfigureAwait(false) ? all : unwritten;
        await IncidentTable.WriteAsync(connection, run.Id, unwritten, cancellationToken).ConfigureAwait(false);
        incidents.Written(unwritten);
    }

    private async Task CountAsync(NpgsqlConnection connection, DateTime minute, CancellationToken cancellationToken)
    {
        var taken = gauges.All.Where(gauge => gauge.Kinds.Codes.Count > 0).ToDictionary(gauge => gauge, gauge => gauge.Kinds.Take());
        var isKept = false;
        try
        {
            await PipelineTables.CountAsync(
                connection, _topics, minute,
                [.. taken.SelectMany(pair => pair.Value, (pair, kind) => (pair.Key.Current.Name, kind.Key, kind.Value))],
                () => isKept = true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var (gauge, kinds) in taken.Where(_ => !isKept))
            {
                gauge.Kinds.PutBack(kinds);
            }
        }
    }

    /// <summary>False where the database could not; those who need it say so.</summary>
    private async Task<bool> TryAsync(Func<NpgsqlConnection, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await write((NpgsqlConnection)database.Database.GetDbConnection()).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogNotStored(exception.GetBaseException().Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "What the pipeline is like could not be stored: {Reason}")]
    private partial void LogNotStored(string reason);
}
