using System.Text.Json;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// What the rules of a feed remember about one symbol or trader. The JSON is positional and short: it is
/// written for every key whose state a batch changes, and read again only after a restart.
/// </summary>
internal interface IRuleState<TSelf>
    where TSelf : class, IRuleState<TSelf>, new()
{
    void Write(Utf8JsonWriter json);

    /// <summary>What <see cref="Write"/> wrote: goes on as if nothing had happened.</summary>
    static abstract TSelf Read(JsonElement json);
}
