namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>What one way of reading bytes made of the messages.</summary>
/// <param name="Name">In words.</param>
/// <param name="Taken">Messages that it could read.</param>
/// <param name="Said">How many it could not, and why the first of them; null when it could read all.</param>
internal sealed record DecoderVerdict(string Name, int Taken, string? Said);
