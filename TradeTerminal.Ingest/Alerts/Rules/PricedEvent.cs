namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>What the rules about prices and volumes see of an event. Venue is empty where a feed has none.</summary>
internal readonly record struct PricedEvent(string Symbol, string Venue, decimal Price, decimal Volume, DateTime At);
