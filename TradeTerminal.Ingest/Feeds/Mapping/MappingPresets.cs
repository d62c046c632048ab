namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>The presets there are: data, nothing else. A side is the taker's, as in our own messages.</summary>
internal static class MappingPresets
{
    /// <summary>A side that nobody sends.</summary>
    private static readonly FieldEntry NoSide = new("side") { Const = "unknown" };

    public static IReadOnlyList<MappingPreset> All { get; } =
    [
        // m: the buyer is the maker, so the seller was the taker.
        new("binance-trade", "trades",
        [
            new("trade_id", "/t"), new("ticker", "/s"), new("price", "/p"), new("volume", "/q"),
            new("side", "/m") { Map = ["true=sell", "false=buy"] }, new("timestamp", "/T"),
        ]) { Only = ["/e=trade"] },
        new("binance-agg-trade", "trades",
        [
            new("trade_id", "/a"), new("ticker", "/s"), new("price", "/p"), new("volume", "/q"),
            new("side", "/m") { Map = ["true=sell", "false=buy"] }, new("timestamp", "/T"),
        ]) { Only = ["/e=aggTrade"] },

        // The side of a match is that of the maker.
        new("coinbase-match", "trades",
        [
            new("trade_id", "/trade_id"), new("ticker", "/product_id"), new("price", "/price"), new("volume", "/size"),
            new("side", "/side") { Map = ["sell=buy", "buy=sell"] }, new("timestamp", "/time") { Unit = "iso" },
        ]) { Only = ["/type=match", "/type=last_match"] },
        new("kraken-trade", "trades",
        [
            new("trade_id", "/trade_id"), new("ticker", "/symbol"), new("price", "/price"), new("volume", "/qty"),
            new("side", "/side"), new("timestamp", "/timestamp") { Unit = "iso" },
        ]) { List = "/data", Only = ["^/channel=trade"] },

        // The only name of the pair is in that of the channel.
        new("bitstamp-trade", "trades",
        [
            new("trade_id", "/data/id"), new("ticker", "/channel") { Map = ["live_trades_*=*"] },
            new("price", "/data/price_str"), new("volume", "/data/amount_str"),
            new("side", "/data/type") { Map = ["0=buy", "1=sell"] }, new("timestamp", "/data/microtimestamp") { Unit = "us" },
        ]) { Only = ["/event=trade"] },
        new("okx-trade", "trades",
        [
            new("trade_id", "/tradeId"), new("ticker", "/instId"), new("price", "/px"), new("volume", "/sz"),
            new("side", "/side"), new("timestamp", "/ts") { Unit = "ms" },
        ]) { List = "/data", Only = ["^/arg/channel=trades", "^/arg/channel=trades-all", "^/data"] },
        new("hyperliquid-trade", "trades",
        [
            new("trade_id", "/tid"), new("ticker", "/coin"), new("price", "/px"), new("volume", "/sz"),
            new("side", "/side") { Map = ["B=buy", "A=sell"] }, new("timestamp", "/time") { Unit = "ms" },
        ]) { List = "/data", Only = ["^/channel=trades"] },

        // Ids of the tape are unique by exchange.
        new("alpaca-trade", "trades",
        [
            new("trade_id", "/x /i"), new("ticker", "/S"), new("price", "/p"), new("volume", "/s"), NoSide,
            new("timestamp", "/t") { Unit = "iso" },
        ]) { List = "#", Only = ["/T=t"] },

        // The best of all exchanges has no last price: it is the middle of the two.
        new("alpaca-quote", "quotes",
        [
            new("symbol", "/S"), new("exchange") { Const = "NBBO" }, new("price", "/bp /ap"),
            new("bid_price", "/bp"), new("ask_price", "/ap"), new("bid_size", "/bs"), new("ask_size", "/as"),
            new("volume") { Const = "0" }, new("timestamp", "/t") { Unit = "iso" },
        ]) { List = "#", Only = ["/T=q"] },
        new("massive-trade", "trades",
        [
            new("trade_id", "/x /i"), new("ticker", "/sym"), new("price", "/p"), new("volume", "/ds"), NoSide,
            new("timestamp", "/t") { Unit = "ms" },
        ]) { List = "#", Only = ["/ev=T"] },

        // It sends no id: what makes a trade is all there is of it.
        new("finnhub-trade", "trades",
        [
            new("trade_id", "/t /p /v"), new("ticker", "/s"), new("price", "/p"), new("volume", "/v"), NoSide,
            new("timestamp", "/t") { Unit = "ms" },
        ]) { List = "/data", Only = ["^/type=trade"] },

        // The largest integer is its word for no price.
        new("databento-trade", "trades",
        [
            // One packet may have several trades of one sequence.
            new("trade_id", "/hd/publisher_id /hd/ts_event /sequence /price /size"), new("ticker", "/symbol"),
            new("price", "/price") { Scale = "1e-9", Map = ["9223372036854775807=null"] }, new("volume", "/size"),
            new("side", "/side") { Map = ["A=sell", "B=buy", "N=unknown"] }, new("timestamp", "/hd/ts_event") { Unit = "ns" },
        ]) { Only = ["/action=T"] },
        new("iex-trade", "trades",
        [
            new("trade_id", "/data/tradeId"), new("ticker", "/symbol"), new("price", "/data/price"), new("volume", "/data/size"), NoSide,
            new("timestamp", "/data/timestamp") { Unit = "ms" },
        ]) { Only = ["/messageType=trades"] },

        // The day's volume counts up; what traded last is the volume of the quote.
        new("yahoo-quote", "quotes",
        [
            new("symbol", "/id"), new("exchange", "/exchange"), new("price", "/price"), new("bid_price", "/bid"), new("ask_price", "/ask"),
            new("bid_size", "/bid_size") { Else = "0" }, new("ask_size", "/ask_size") { Else = "0" },
            new("volume", "/last_size") { Else = "0" }, new("timestamp", "/time") { Unit = "ms" },
        ]) { Only = ["/price"], Marks = ["/quote_type", "/market_hours", "/price_hint", "/change_percent", "/day_volume"] },
    ];
}
