namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>What others call our fields, normalized, the likeliest first. A letter alone is a hint only.</summary>
internal static class FieldNames
{
    /// <summary>The score of a name that begins or ends as a known one: below a letter alone, which says nothing else beside it.</summary>
    public const int InPart = 35;

    private const int Letter = 40;

    private static readonly string[] Symbols =
    [
        "ticker", "symbol", "sym", "instrument", "instrumentid", "instid", "instrumentcode", "instrumentname", "instrumentsymbol",
            "productid", "product",
        "security", "securityid", "pair", "currencypair", "market", "coin", "asset", "contract", "ric", "isin", "stock", "code",
            "underlying", "name", "s",
    ];

    private static readonly string[] Volumes =
    [
        "volume", "vol", "quantity", "qty", "size", "sz", "amount", "amt", "shares", "lastqty", "lastsize", "lastshares", "tradesize",
            "tradeqty",
        "tradequantity", "tradevolume", "execqty", "fillqty", "fillsize", "filledqty", "baseqty", "basevolume", "contracts", "lots",
            "units", "nominal", "v", "q",
    ];

    private static readonly string[] Prices =
    [
        "price", "px", "lastprice", "lastpx", "tradeprice", "executionprice", "execprice", "execpx", "fillprice", "fillpx", "matchprice",
            "dealprice",
        "currentprice", "last", "rate", "close", "value", "p",
    ];

    private static readonly string[] Times =
    [
        "timestamp", "tradetime", "tradetimestamp", "executedat", "executiontime", "exectime", "transacttime", "transactiontime",
            "eventtime", "tsevent",
        "exchangetime", "exchangets", "matchtime", "dealtime", "filltime", "time", "ts", "datetime", "at", "occurredat", "when", "date",
            "createdat",
        "updatedat", "lastupdated", "sendingtime", "t",
    ];

    private static readonly string[] Sides =
    [
        "side", "takerside", "aggressorside", "aggressor", "tradeside", "ordside", "buysell", "direction", "dir", "bs", "isbuyermaker",
            "buyermaker", "isbuy",
        "isbuyer", "buyer", "takerbuy", "issell", "isseller", "seller", "takersell", "makerside", "maker", "issellermaker", "sellermaker",
            "buyerismaker", "sellerismaker", "makerisbuyer", "makerisseller", "takerisbuyer", "takerisseller", "buyeristaker",
            "selleristaker", "type", "action", "m",
    ];

    private static readonly Dictionary<string, string[]> All = new()
    {
        ["trade_id"] =
        [
            "tradeid", "execid", "executionid", "matchid", "dealid", "fillid", "tradenumber", "tradeno", "tradeuid", "transactionid",
                "txid", "tid", "uuid", "guid",
            "id", "eventid", "messageid", "msgid", "ref", "refid", "reference", "sequence", "sequencenumber", "seqno", "seqnum", "seq", "i",
        ],
        ["ticker"] = Symbols,
        ["symbol"] = Symbols,
        ["commodity"] = ["commodity", .. Symbols],
        ["price"] = Prices,
        ["CurrentPrice"] = ["currentprice", .. Prices],
        ["volume"] = Volumes,
        ["Volume"] = Volumes,
        ["quantity"] = Volumes,
        ["Quantity"] = Volumes,
        ["side"] = Sides,
        ["timestamp"] = Times,
        ["LastUpdatedUtc"] = ["lastupdatedutc", "lastupdated", "updatedat"],
        ["exchange"] = ["exchange", "venue", "exch", "mic", "marketcenter", "exchangeid", "exchangecode", "source", "market", "ex",
            "provider", "x"],
        ["bid_price"] = ["bidprice", "bidpx", "bid", "bestbid", "bestbidprice", "bidp", "bp", "b"],
        ["ask_price"] = ["askprice", "askpx", "ask", "bestask", "bestaskprice", "offerprice", "offerpx", "offer", "askp", "ap", "a"],
        ["bid_size"] = ["bidsize", "bidqty", "bidquantity", "bidvolume", "bidsz", "bestbidqty", "bestbidsize", "bs"],
        ["ask_size"] = ["asksize", "askqty", "askquantity", "askvolume", "asksz", "bestaskqty", "bestasksize", "offersize", "offerqty",
            "as"],
        ["order_type"] = ["ordertype", "ordtype", "type"],
        ["trader_id"] = ["traderid", "trader", "account", "accountid", "book", "portfolio", "desk", "owner", "user", "userid"],
        ["position_size"] = ["positionsize", "position", "netposition", "netqty", "size", "qty", "quantity", "amount"],
        ["avg_price"] = ["avgprice", "averageprice", "avgpx", "avgentryprice", "entryprice", "costbasis", "openprice"],
        ["current_pnl"] = ["currentpnl", "unrealizedpnl", "unrealisedpnl", "upnl", "openpnl", "pnl", "unrealized"],
        ["realized_pnl"] = ["realizedpnl", "realisedpnl", "rpnl", "closedpnl"],
        ["event_type"] = ["eventtype", "event", "type", "kind"],
        ["TradeID"] = ["tradeid", "id"],
        ["PositionType"] = ["positiontype", "direction", "longshort"],
        ["EntryPrice"] = ["entryprice", "openprice"],
        ["ClosePrice"] = ["closeprice", "exitprice"],
        ["Status"] = ["status", "state"],
        ["UnrealizedPnL"] = ["unrealizedpnl", "unrealisedpnl", "upnl"],
        ["RealizedPnL"] = ["realizedpnl", "realisedpnl", "rpnl"],
        ["origin"] = ["origin"],
        ["real_timestamp"] = ["realtimestamp"],
    };

    /// <summary>Ends of names that say the unit, not what it is.</summary>
    private static readonly string[] Units = ["nanos", "micros", "millis", "seconds", "nano", "micro", "milli", "ns", "us", "ms", "utc",
        "unix", "epoch", "usd", "eur", "e9", "e8", "cents"];

    /// <summary>What counts up, or is of another time or thing than the event.</summary>
    private static readonly string[] Others =
        ["total", "cum", "accum", "day", "24h", "avg", "average", "prev", "open", "high", "low", "min", "max", "change", "received", "recv",
            "publish", "ingest", "process", "ref", "mark"];

    /// <summary>The same, wherever it stands in a name.</summary>
    private static readonly string[] OthersAnywhere = ["strike", "index", "limit", "settle", "quote", "expir", "listing"];

    /// <summary>100 for the likeliest name down to 0 for none that is known.</summary>
    public static int Score(string field, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return 0;
        }

        var (known, last) = (All.GetValueOrDefault(field) ?? [LeafSet.Normal(field)], names[^1]);
        var both = names.Count > 1 ? names[^2] + last : last;
        var best = Math.Max(Of(known, both, LeafSet.Normal(field)), Of(known, last, LeafSet.Normal(field)));
        if (best == 0 && Units.FirstOrDefault(unit => last.Length > unit.Length
            && last.EndsWith(unit, StringComparison.Ordinal)) is { } end)
        {
            best = Math.Max(0, Of(known, last[..^end.Length], LeafSet.Normal(field)) - 3);
        }

        if (best == 0 && known.Any(name => name.Length > 3
            && (last.EndsWith(name, StringComparison.Ordinal) || last.StartsWith(name, StringComparison.Ordinal))))
        {
            best = InPart;
        }

        // In an object of that name: price.value, instrument.code.
        if (best < 60 && names.Count > 1 && last is "value" or "code" or "id" or "name" or "symbol" or "amount"
            && Of(known, names[^2], LeafSet.Normal(field)) is var outer)
        {
            best = Math.Max(best, outer - 5);
        }

        if (!field.StartsWith("bid", StringComparison.Ordinal) && !field.StartsWith("ask", StringComparison.Ordinal) && names.Any(IsOfBook))
        {
            return 0;
        }

        return IsOther(last) && !known.Contains(last) ? best / 2 : best;
    }

    /// <summary>It is what some field of ours is called.</summary>
    public static bool IsKnown(IReadOnlyList<string> names) => All.Keys.Any(field => Score(field, names) > 0);

    private static bool IsOther(string name) => OthersAnywhere.Any(other => name.Contains(other, StringComparison.Ordinal))
        || (Others.Any(other => name.StartsWith(other, StringComparison.Ordinal)) && !name.StartsWith("market", StringComparison.Ordinal));

    /// <summary>What is bid or asked is not what was traded.</summary>
    private static bool IsOfBook(string name) => name.StartsWith("bid", StringComparison.Ordinal)
        || name.StartsWith("ask", StringComparison.Ordinal)
        || name.StartsWith("offer", StringComparison.Ordinal) || name.StartsWith("bestbid", StringComparison.Ordinal)
        || name.StartsWith("bestask", StringComparison.Ordinal);

    private static int Of(string[] known, string name, string own)
    {
        var at = Array.IndexOf(known, name);
        return name == own ? 105 : at < 0 ? 0 : name.Length == 1 ? Letter : 100 - at;
    }
}
