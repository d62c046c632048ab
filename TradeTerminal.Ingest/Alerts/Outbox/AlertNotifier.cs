using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>
/// Sends stored alerts to the webhook. Without one it marks them as not to be sent: only alerts raised while a
/// webhook is set reach it.
/// </summary>
internal sealed class AlertNotifier(
    IOptions<AlertOptions> options, ChangeFeed changes, IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup,
    OutboxProblems problems, MadeUpPast past, TimeProvider time, ILogger<AlertNotifier> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        var webhook = options.Value.Webhook;
        // A redirect would turn the POST into a GET, and could take the alert anywhere.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(webhook.TimeoutSeconds) };
        IAlertDestination destination = string.IsNullOrWhiteSpace(webhook.Url)
            ? new Nowhere("webhook", AlertMark.Notified)
            : new Webhook(new Uri(webhook.Url.Trim()), client, databases, time, logger);
        await new AlertOutbox(destination, changes, databases, problems, time, logger, past, options.Value.OldestEvent)
            .RunAsync(stoppingToken).ConfigureAwait(false);
    }
}
