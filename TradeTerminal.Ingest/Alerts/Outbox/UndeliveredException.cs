namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>A destination did not take an alert; the message says why, in words for a person and without secrets.</summary>
public sealed class UndeliveredException(string message) : Exception(message);
