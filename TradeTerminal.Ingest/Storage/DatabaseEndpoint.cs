namespace TradeTerminal.Ingest.Storage;

/// <summary>Which database this terminal uses. <see cref="Mode"/> is <c>embedded</c> or <c>external</c>.</summary>
public sealed record DatabaseEndpoint(string Mode, string ConnectionString)
{
    public bool IsEmbedded => Mode == "embedded";
}
