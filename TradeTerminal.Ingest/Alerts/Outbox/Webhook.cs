using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>
/// Posts each alert to an address, one after the other; one that is not taken holds up no other, unless
/// <see cref="MostInARow"/> are not. Snoozed alerts are left out. What the other side calls malformed, or has not
/// taken for <see cref="GiveUpAfter"/>, is given up.
/// </summary>
internal sealed partial class Webhook(
    Uri address, HttpClient client, IDbContextFactory<TerminalDbContext> databases, TimeProvider time, ILogger logger)
    : IAlertDestination
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>Then it is the other side and not the alert: the rest waits.</summary>
    public const int MostInARow = 5;

    /// <summary>The path and the query may be a secret; the host is none.</summary>
    public string Name => $"webhook at {address.Host}";

    public AlertMark Mark => AlertMark.Notified;

    /// <summary>An alert has one mark for all webhooks: two terminals with different ones would share them out by chance.</summary>
    public string LeaseName => "webhook";

    public bool IsReal => true;

    public TimeSpan Longest => client.Timeout;

    public IQueryable<AlertRow> Mine(IQueryable<AlertRow> pending) => pending;

    public async Task DeliverAsync(IReadOnlyList<AlertRow> alerts, AlertDeliveries deliveries, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var snoozed = await SnoozedAsync(now, cancellationToken).ConfigureAwait(false);
        var (refused, old) = (0, 0);
        foreach (var alert in alerts)
        {
            var isOld = now - alert.RaisedAt > GiveUpAfter;
            old += isOld ? 1 : 0;
            if (isOld || snoozed[(alert.Kind, alert.Symbol)].Any(snooze => snooze.Covers(alert.Severity)))
            {
                deliveries.Dropped.Add(alert.AlertId);
                continue;
            }

            if (!await deliveries.MayGoOnAsync(cancellationToken).ConfigureAwait(false))
            {
                break;
            }

            var status = await PostAsync(alert, cancellationToken).ConfigureAwait(false);
            var isTaken = (int)status is >= 200 and < 300 || status == HttpStatusCode.Conflict;
            refused = isTaken ? 0 : refused + 1;
            if (isTaken)
            {
                // A conflict says that it has the alert already: the key is the same at every try.
                deliveries.Delivered.Add(alert.AlertId);
            }
            else if (status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
                or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity)
            {
                // It would stand in the way of all that follow.
                LogRefused(alert.AlertId, address.Host, (int)status);
                deliveries.Dropped.Add(alert.AlertId);
            }
            else
            {
                deliveries.Refused[alert.AlertId] = $"it answers {(int)status}";
                if (refused == MostInARow)
                {
                    throw new UndeliveredException($"it answers {(int)status}");
                }
            }
        }

        if (old > 0)
        {
            LogGivenUp(old, address.Host, GiveUpAfter.TotalHours);
        }
    }

    private async Task<HttpStatusCode> PostAsync(AlertRow alert, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(AlertBody.Of(alert).ToJson());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("Idempotency-Key", alert.AlertId.ToString());
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            return response.StatusCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UndeliveredException($"no answer within {client.Timeout.TotalSeconds:F0} s");
        }
        catch (HttpRequestException exception)
        {
            throw new UndeliveredException(exception.GetBaseException().Message);
        }
    }

    private async Task<ILookup<(string Kind, string Symbol), AlertSnoozeRow>> SnoozedAsync(DateTime now,
        CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var snoozes = await database.AlertSnoozes.AsNoTracking().Where(row => row.Until > now)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return snoozes.ToLookup(row => (row.Kind, row.Symbol));
    }

    [LoggerMessage(LogLevel.Warning, "The webhook at {Host} refuses alert {AlertId} with status {Status}; it is not sent again")]
    private partial void LogRefused(Guid alertId, string host, int status);

    [LoggerMessage(LogLevel.Warning, "{Count} alerts are not sent to the webhook at {Host} any more: it has not taken them for {Hours} h")]
    private partial void LogGivenUp(int count, string host, double hours);
}
