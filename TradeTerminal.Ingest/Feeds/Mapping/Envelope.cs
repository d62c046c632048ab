using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>What may lie around an event, by the place where the event is in it.</summary>
internal enum Envelope : byte
{
    None,

    /// <summary><c>{"schema":…,"payload":event}</c></summary>
    Connect,

    /// <summary><c>{"before":…,"after":event,"op":"c"}</c></summary>
    Debezium,

    /// <summary>Debezium's in Connect's.</summary>
    ConnectDebezium,

    /// <summary>CloudEvents, structured: <c>{"specversion":…,"data":event}</c>; and Binance's <c>{"stream":…,"data":event}</c>.</summary>
    Data,
}

/// <summary>The marks by which an envelope is known, in the first slots of every tree that must tell them apart.</summary>
internal static class EnvelopeMarks
{
    public static readonly string[] Pointers =
        ["/schema", "/payload", "/payload/op", "/payload/after", "/op", "/after", "/specversion", "/stream", "/data"];

    private const int Schema = 0, Payload = 1, PayloadOp = 2, PayloadAfter = 3, Op = 4, After = 5, SpecVersion = 6, Stream = 7, Data = 8;

    public static IReadOnlyList<string> PathTo(Envelope envelope) => envelope switch
    {
        Envelope.Connect => ["payload"],
        Envelope.Debezium => ["after"],
        Envelope.ConnectDebezium => ["payload", "after"],
        Envelope.Data => ["data"],
        _ => [],
    };

    public static Envelope Find(ReadOnlySpan<Utf8Slice> slots) =>
        Has(slots, Data) && (Has(slots, SpecVersion) || Has(slots, Stream)) ? Envelope.Data
        : Has(slots, Payload) && Has(slots, Schema)
            ? slots[PayloadOp].Kind == JsonKind.String && Has(slots, PayloadAfter) ? Envelope.ConnectDebezium : Envelope.Connect
        : slots[Op].Kind == JsonKind.String && Has(slots, After) ? Envelope.Debezium
        : Envelope.None;

    /// <summary>A row was deleted, or the table was emptied, or it is a note beside the rows: no event of a market.</summary>
    public static bool IsNoRow(Envelope envelope, ReadOnlySpan<byte> message, ReadOnlySpan<Utf8Slice> slots) => envelope switch
    {
        Envelope.Debezium => slots[Op].Of(message) is [(byte)'d' or (byte)'t' or (byte)'m'],
        Envelope.ConnectDebezium => slots[PayloadOp].Of(message) is [(byte)'d' or (byte)'t' or (byte)'m'],
        _ => false,
    };

    private static bool Has(ReadOnlySpan<Utf8Slice> slots, int mark) => slots[mark].Kind != JsonKind.Missing;
}
