namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>Tells from a few distinct values which of them buys.</summary>
internal static class SideGuess
{
    /// <summary>More distinct values are no side.</summary>
    private const int MostWords = 6;

    private static readonly (string Buy, string Sell)[] Pairs =
    [
        ("buy", "sell"), ("b", "s"), ("bid", "ask"), ("bid", "offer"), ("b", "a"), ("bought", "sold"), ("buyer", "seller"),
            ("long", "short"),
        ("1", "2"), ("1", "-1"), ("0", "1"), ("true", "false"),
    ];

    private static readonly string[] Nobody = ["n", "u", "none", "unknown", "na", "n/a", "-", "x", "undefined", "unspecified", "cross"];

    /// <summary>Null when the values are no sides.</summary>
    public static FieldGuess? Of(string field, Leaf leaf)
    {
        var name = leaf.Names.Count > 0 ? leaf.Names[^1] : "";
        var score = FieldNames.Score(field, leaf.Names);
        var words = leaf.Distinct.Where(word => word.Length > 0).ToList();
        if (words.Count is 0 or > MostWords || leaf.Count == 0)
        {
            return null;
        }

        var sides = words.Where(word => !Nobody.Contains(word.ToLowerInvariant())).ToList();
        var pair = Pairs.FirstOrDefault(pair => sides.Count > 0
            && sides.All(word => word.Equals(pair.Buy, StringComparison.OrdinalIgnoreCase)
            || word.Equals(pair.Sell, StringComparison.OrdinalIgnoreCase)));
        if (pair.Buy is null && sides.Any(word => word.ToLowerInvariant() is "buy" or "sell"))
        {
            // In plain words: what else there is stays a reject.
            (pair, sides) = (("buy", "sell"), [.. sides.Where(word => word.ToLowerInvariant() is "buy" or "sell")]);
        }

        var isWord = pair.Buy?.Length > 1 && pair.Buy != "true";
        if (pair.Buy is null || (score == 0 && !isWord) || (score < 60 && pair.Buy is "1" or "0"))
        {
            return null;
        }

        var isMaker = name.Contains("maker", StringComparison.Ordinal) || name == "m"
            || (leaf.Names.Count > 1 && leaf.Names[^2] == "maker");
        var (buys, sells) = (name.Contains("buy", StringComparison.Ordinal), name.Contains("sell", StringComparison.Ordinal));
        // Of isBuy and the like 0 is no; of a side it is one of two.
        var isYesOrNo = pair.Buy == "true" || (buys != sells && sides.All(word => word is "0" or "1" or "-1"));
        var isTurned = isMaker != (isYesOrNo && sells && !buys);
        pair = !isYesOrNo ? pair : pair.Buy == "true" ? ("true", "false") : ("1", sides.Contains("-1") ? "-1" : "0");
        var (buy, sell) = isTurned ? (pair.Sell, pair.Buy) : pair;
        var isOurs = pair.Buy == "buy" && !isMaker;
        // Without a value there is nothing to map; what else there is has to be, then.
        var otherwise = leaf.Distinct.Contains("") ? "unknown" : null;
        List<string> map = [];
        if (!isOurs || otherwise is not null)
        {
            map.AddRange(Spelled(buy, sides).Select(word => $"{word}=buy"));
            map.AddRange(Spelled(sell, sides).Select(word => $"{word}=sell"));
        }

        map.AddRange(words.Where(word => Nobody.Contains(word.ToLowerInvariant()) && !word.Equals("unknown", StringComparison.OrdinalIgnoreCase))
            .Select(word => $"{word}=unknown"));
        var entry = new FieldEntry(field, leaf.Pointer) { Map = map, Else = otherwise };
        var doubt = !isYesOrNo && pair.Buy is "0" or "1" ? " Which number buys is a guess: look at one trade you know."
            : isMaker ? " It is the maker's, so the taker's is the other."
            : sides.Count == 1 ? $" Only '{sides[0]}' was seen." : "";
        return new FieldGuess(
            entry, doubt.Length > 0 && (!isOurs || otherwise is not null) ? Certainty.Doubtful
                : score >= 60 ? Certainty.Sure : Certainty.Likely,
            $"{leaf.Pointer} has {(words.Count == 1 ? "one distinct value" : $"{words.Count} distinct values")} ({string.Join(", ", words.Take(4))}).{doubt}");
    }

    /// <summary>As the messages spell it; as they spell the other where it has not been seen.</summary>
    private static List<string> Spelled(string word, List<string> seen)
    {
        var found = seen.Where(one => one.Equals(word, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count > 0 ? found
            : [seen.All(one => !one.Any(char.IsLower)) ? word.ToUpperInvariant() : char.IsUpper(seen[0][0])
            ? $"{char.ToUpperInvariant(word[0])}{word[1..]}" : word];
    }
}
