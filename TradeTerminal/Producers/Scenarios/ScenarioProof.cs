using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>
/// Looks whether what a scenario was to bring about is there. Asked again until it is, or patience ends. What
/// counts events is looked at before what counts their consequences, which are stored with them.
/// </summary>
internal delegate Task<IReadOnlyList<ScenarioCheck>> ScenarioProof(TerminalDbContext database, CancellationToken cancellationToken);
