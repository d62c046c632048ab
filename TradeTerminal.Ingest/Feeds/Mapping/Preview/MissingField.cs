using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>What stands for a field that the messages do not have; null where nothing may.</summary>
internal static class MissingField
{
    public static FieldGuess? Of(Feed feed, Field field, LeafSet leaves, IReadOnlyDictionary<string, FieldGuess> known)
    {
        var entry = new FieldEntry(field.Name);
        return field.Name switch
        {
            "trade_id" => IdOf(entry, leaves, known),
            "side" when leaves.Find("/side") is not null => new FieldGuess(
                entry with { Const = "unknown" }, Certainty.Doubtful, "What /side holds is no side: every trade is of unknown side."),
            "side" => new FieldGuess(entry with { From = "/side" }, Certainty.Likely,
                "Nothing holds one: trades are stored with an unknown side, as most tapes are."),
            "price" when feed.Name == "quotes" && From(known, "bid_price") is { } bid
                && From(known, "ask_price") is { } ask => new FieldGuess(
                entry with { From = $"{bid} {ask}" }, Certainty.Likely, "No last price: the middle of bid and ask."),
            "volume" when feed.Name is "quotes" or "indices" => new FieldGuess(
                entry with { Const = "0" }, Certainty.Likely, "No volume: 0, which the feed takes."),
            "exchange" => new FieldGuess(
                entry with { Const = "VENUE" }, Certainty.Doubtful, "Nothing names the venue: one name for all, which you should choose."),
            "order_type" => new FieldGuess(entry with { Const = "LIMIT" }, Certainty.Likely,
                "Nothing says it: limit orders, as books hold."),
            "timestamp" when field.IsTime => new FieldGuess(
                entry with { Unit = "kafka" }, Certainty.Doubtful,
                    "Nothing is a time that can be read: the time Kafka keeps of each record stands for it."),
            _ => null,
        };
    }

    private static string? From(IReadOnlyDictionary<string, FieldGuess> known, string name) => known.GetValueOrDefault(name)?.Entry.From;

    /// <summary>Several that are different only together, or what makes a trade where no id is sent.</summary>
    private static FieldGuess? IdOf(FieldEntry entry, LeafSet leaves, IReadOnlyDictionary<string, FieldGuess> known)
    {
        if (From(known, "timestamp") is not { } time || From(known, "price") is not { } price || From(known, "volume") is not { } volume)
        {
            return null;
        }

        var sequence = leaves.Leaves.FirstOrDefault(leaf => leaf.Ids == leaf.Count && leaf.Count == leaves.Events && leaf.Pointer != time
            && FieldNames.Score("trade_id", leaf.Names) >= FieldNames.InPart && leaf.Pointer != price && leaf.Pointer != volume);
        return sequence is not null
            ? new FieldGuess(
                entry with { From = $"{sequence.Pointer} {time} {price}" }, Certainty.Doubtful,
                $"{sequence.Pointer} comes more than once, so time and price stand beside it.")
            : new FieldGuess(
                entry with { From = $"{time} {price} {volume}" }, Certainty.Doubtful,
                "No field is different in each message: time, price and volume together are the id. Two equal trades at one time are then one.");
    }
}
