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
