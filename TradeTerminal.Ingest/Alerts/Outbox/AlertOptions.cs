namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>Section <c>Alerts</c>.</summary>
public sealed class AlertOptions
{
    public const string Section = "Alerts";

    /// <summary>
    /// Whether alerts go to their Kafka topics. Not set means: yes on the embedded broker, no on a configured
    /// one, whose topics nobody has asked this terminal to write to.
    /// </summary>
    public bool? Publish { get; set; }

    /// <summary>
    /// Alerts about events that were older than so many minutes when they were raised go neither to Kafka nor to the
    /// webhook: a replay of last week is no news. 0 sends all.
    /// </summary>
    public int OldestEventMinutes { get; set; } = 60;

    internal TimeSpan? OldestEvent => OldestEventMinutes > 0 ? TimeSpan.FromMinutes(OldestEventMinutes) : null;

    public WebhookOptions Webhook { get; set; } = new();

    /// <summary>Section <c>Alerts:Webhook</c>.</summary>
    public sealed class WebhookOptions
    {
        /// <summary>http or https; empty is none. It may carry a secret, so that it is never shown or logged.</summary>
        public string? Url { get; set; }

        /// <summary>How long an answer may take, in seconds.</summary>
        public int TimeoutSeconds { get; set; } = 10;
    }
}
