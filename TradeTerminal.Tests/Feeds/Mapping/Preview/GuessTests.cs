using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Feeds.Mapping.Preview;

/// <summary>What a topic is taken to be, and that the settings printed for it are accepted unchanged and mean what the messages
/// say.</summary>
public sealed class GuessTests
{
    public static TheoryData<string> Presets => [.. MappingPresets.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Preset_ItsMessagesInNumber_IsGuessedAndReadAsThePresetReads(string name)
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(
            Repository.Root, "TradeTerminal.Tests", "Feeds", "Mapping", "Presets", $"{name}.json")));
        var feed = MappingPresets.All.First(preset => preset.Name == name).Feed;
        var message = Bytes(golden.RootElement.GetProperty("message"));
        var others = golden.RootElement.GetProperty("ignored").EnumerateArray().Select(Bytes);

        var preview = PreviewSamples.Guess(feed, PreviewSamples.Topic([.. others, .. Enumerable.Repeat(message, 30)]));

        Assert.Equal(name, preview.Draft.Entries.Preset);
        Assert.Equal((30, 0), (preview.Verdict!.Accepted, preview.Verdict.Refused));
        var (reason, words, read) = MappingSamples.Judge(feed, PreviewSamples.Pasted(preview)!, message);
        Assert.True(reason == RejectReason.None, words);
        Assert.Equal(MappingSamples.Judge(feed, MappingSamples.Mapping(feed, $"Preset={name}"), message).Event, read);
    }

    [Theory]
    // Our own shape, also behind a frame and in envelopes.
    [InlineData("trades", """{"trade_id":#,"ticker":"$","price":1.5,"volume":2,"side":"buy","timestamp":"2026-03-01T14:30:00.123Z"}""",
        "", "7001 FOOA 1.5 2 buy 2026-03-01T14:30:00.123Z")]
    // Snake, camel, short, nested.
    [InlineData("trades", """{"exec_id":"E#","symbol":"$","last_px":"1.50","last_qty":"2","aggressor_side":"%","transact_time":@123}""",
        "Fields:trade_id:From=/exec_id; Fields:ticker:From=/symbol; Fields:price:From=/last_px; Fields:volume:From=/last_qty; Fields:side:From=/aggressor_side; Fields:side:Map:0=B=buy; Fields:side:Map:1=S=sell; Fields:timestamp:From=/transact_time; Fields:timestamp:Unit=ms",
        "E7001 FOOA 1.50 2 buy 2026-03-01T14:30:00.1230000Z")]
    [InlineData("trades", """{"tradeId":#,"instrumentId":"$","tradePrice":1.5,"tradeQty":2,"takerSide":"Buy","tradeTimeUs":@123456}""",
        "Fields:trade_id:From=/tradeId; Fields:ticker:From=/instrumentId; Fields:price:From=/tradePrice; Fields:volume:From=/tradeQty; Fields:side:From=/takerSide; Fields:timestamp:From=/tradeTimeUs; Fields:timestamp:Unit=us",
        "7001 FOOA 1.5 2 Buy 2026-03-01T14:30:00.1234560Z")]
    [InlineData("trades", """{"i":#,"s":"$","p":1.5,"q":2,"m":true,"t":@}""",
        "Fields:trade_id:From=/i; Fields:ticker:From=/s; Fields:price:From=/p; Fields:volume:From=/q; Fields:side:From=/m; Fields:side:Map:0=false=buy; Fields:side:Map:1=true=sell; Fields:timestamp:From=/t; Fields:timestamp:Unit=s",
        "7001 FOOA 1.5 2 sell 2026-03-01T14:30:00.0000000Z")]
    [InlineData("trades", """{"meta":{"seq":#,"sent":"2026-03-01T14:30:09Z"},"instrument":{"code":"$","mic":"XFOO"},"trade":{"price":{"value":"1.50","currency":"USD"},"quantity":2,"side":"%","time":@123456789}}""",
        "Fields:trade_id:From=/meta/seq; Fields:ticker:From=/instrument/code; Fields:price:From=/trade/price/value; Fields:volume:From=/trade/quantity; Fields:side:From=/trade/side; Fields:side:Map:0=B=buy; Fields:side:Map:1=S=sell; Fields:timestamp:From=/trade/time; Fields:timestamp:Unit=ns",
        "7001 FOOA 1.50 2 buy 2026-03-01T14:30:00.1234560Z")]
    // No side; an id that no field is alone; no time that can be read.
    [InlineData("trades", """{"id":"T#","ticker":"$","price":1.5,"size":2,"ts":"2026-03-01T14:30:00.123Z"}""",
        "Fields:trade_id:From=/id; Fields:volume:From=/size; Fields:timestamp:From=/ts; Fields:timestamp:Unit=iso",
            "T7001 FOOA 1.5 2  2026-03-01T14:30:00.123Z")]
    [InlineData("trades", """{"pair":"$","price":"1.5","amount":"2.#","time":@.25}""",
        "Fields:trade_id:From=/time /price /amount; Fields:ticker:From=/pair; Fields:volume:From=/amount; Fields:timestamp:From=/time; Fields:timestamp:Unit=s",
        "1772375400.25|1.5|2.7001 FOOA 1.5 2.7001  2026-03-01T14:30:00.2500000Z")]
    [InlineData("trades", """{"trade_id":#,"ticker":"$","price":1.5,"volume":2,"at":"01/03/2026 14:30:00"}""",
        "Fields:timestamp:Unit=kafka", "7001 FOOA 1.5 2  2026-03-01T14:51:40.0000000Z")]
    // Whole prices, with what they are to be multiplied by said beside them, in their name, or by their size.
    [InlineData("trades", """{"id":#,"ticker":"$","price":150,"scale":2,"qty":2,"ts":@}""",
        "Fields:trade_id:From=/id; Fields:price:From=/price; Fields:price:Scale=1e-2; Fields:volume:From=/qty; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s", "7001 FOOA 1.5 2  2026-03-01T14:30:00.0000000Z")]
    [InlineData("trades", """{"id":#,"ticker":"$","price_cents":151,"qty":2,"ts":@}""",
        "Fields:trade_id:From=/id; Fields:price:From=/price_cents; Fields:price:Scale=0.01; Fields:volume:From=/qty; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s", "7001 FOOA 1.51 2  2026-03-01T14:30:00.0000000Z")]
    [InlineData("trades", """{"id":#,"ticker":"$","price_cents":"151.50","qty_e8":200000000,"ts":@}""",
        "Fields:trade_id:From=/id; Fields:price:From=/price_cents; Fields:price:Scale=0.01; Fields:volume:From=/qty_e8; Fields:volume:Scale=1e-8; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s", "7001 FOOA 1.515 2  2026-03-01T14:30:00.0000000Z")]
    [InlineData("trades", """{"id":#,"ticker":"$","price4":150,"pricescale":10,"qty":2,"ts":@}""",
        "Fields:trade_id:From=/id; Fields:price:From=/price4; Fields:volume:From=/qty; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s", "7001 FOOA 150 2  2026-03-01T14:30:00.0000000Z")]
    // What is of another price or time than the trade.
    [InlineData("trades", """{"i":#,"s":"$","p":1.25,"q":3,"t":@,"strikePrice":5000,"referencePrice":2,"quoteVolume":9,"expiryTime":1782375400}""",
        "Fields:trade_id:From=/i; Fields:ticker:From=/s; Fields:price:From=/p; Fields:volume:From=/q; Fields:timestamp:From=/t; Fields:timestamp:Unit=s", "7001 FOOA 1.25 3  2026-03-01T14:30:00.0000000Z")]
    [InlineData("trades", """{"id":#,"market":"$","indexPrice":7,"dealtPrice":1.25,"markPrice":7,"qty":3,"ts":@}""",
        "Fields:trade_id:From=/id; Fields:ticker:From=/market; Fields:price:From=/dealtPrice; Fields:volume:From=/qty; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s", "7001 FOOA 1.25 3  2026-03-01T14:30:00.0000000Z")]
    [InlineData("order_book", """{"marketCode":"$","side":"%","limitPrice":1.5,"qty":1,"time":@123}""",
        "Fields:symbol:From=/marketCode; Fields:side:From=/side; Fields:side:Map:0=B=buy; Fields:side:Map:1=S=sell; Fields:price:From=/limitPrice; Fields:quantity:From=/qty; Fields:order_type:Const=LIMIT; Fields:timestamp:From=/time; Fields:timestamp:Unit=ms",
        "FOOA buy 1.5 1 LIMIT 2026-03-01T14:30:00.1230000Z")]
    // Sizes differ in each message, and are no ids.
    [InlineData("trades", """{"symbol":"$","price":1.5,"bid_size":#,"volume":"3.#","timestamp":@123}""",
        "Fields:trade_id:From=/timestamp /price /volume; Fields:ticker:From=/symbol",
            "1772375400123|1.5|3.7001 FOOA 1.5 3.7001  2026-03-01T14:30:00.1230000Z")]
    // Prices below 0.
    [InlineData("trades", """{"id":#,"ticker":"$","price":-37.63,"qty":2,"ts":@}""",
        "AnySign=true; Fields:trade_id:From=/id; Fields:volume:From=/qty; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s",
            "7001 FOOA -37.63 2  2026-03-01T14:30:00.0000000Z")]
    // A list around the event, with the symbol outside it, and an event that is a list.
    [InlineData("trades", """[{"id":#,"sym":"$","px":1.5,"qty":2,"ts":@}]""",
        "Each=#; Fields:trade_id:From=/id; Fields:ticker:From=/sym; Fields:price:From=/px; Fields:volume:From=/qty; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s", "7001 FOOA 1.5 2  2026-03-01T14:30:00.0000000Z")]
    [InlineData("trades", """{"symbol":"$","trades":[{"id":#,"px":1.5,"qty":2,"ts":@}]}""",
        "Each=/trades; Fields:trade_id:From=/id; Fields:ticker:From=^/symbol; Fields:price:From=/px; Fields:volume:From=/qty; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s", "7001 FOOA 1.5 2  2026-03-01T14:30:00.0000000Z")]
    [InlineData("trades", """{"s":"$","st":[{"id":#,"px":1.5,"qty":2,"ts":@}]}""",
        "Each=/st; Fields:trade_id:From=/id; Fields:ticker:From=^/s; Fields:price:From=/px; Fields:volume:From=/qty; Fields:timestamp:From=/ts; Fields:timestamp:Unit=s", "7001 FOOA 1.5 2  2026-03-01T14:30:00.0000000Z")]
    // Envelopes and a frame.
    [InlineData("trades", """{"before":null,"after":{"trade_id":#,"ticker":"$","price":"1.50","volume":2,"side":"%","executed_at":@123456},"source":{"ts_ms":@000},"op":"c","ts_ms":@500}""",
        "Fields:side:From=/side; Fields:side:Map:0=B=buy; Fields:side:Map:1=S=sell; Fields:timestamp:From=/executed_at; Fields:timestamp:Unit=us", "7001 FOOA 1.50 2 buy 2026-03-01T14:30:00.1234560Z")]
    [InlineData("trades", """{"specversion":"1.0","id":"x#","type":"trade","source":"/md","time":"2026-03-01T14:30:01Z","data":{"trade_id":#,"ticker":"$","price":1.5,"volume":2,"timestamp":"2026-03-01T14:30:00.123Z"}}""",
        "Encoding=json", "7001 FOOA 1.5 2  2026-03-01T14:30:00.123Z")]
    [InlineData("trades", "\0\0\0\0\u0007{\"trade_id\":#,\"ticker\":\"$\",\"price\":1.5,\"volume\":2,\"timestamp\":\"2026-03-01T14:30:00.123Z\"}",
        "Encoding=json", "7001 FOOA 1.5 2  2026-03-01T14:30:00.123Z")]
    // Other feeds.
    [InlineData("quotes", """{"sym":"$","venue":"XFOO","bid":{"price":1.4,"size":10},"ask":{"price":1.6,"size":20},"ts":@123}""",
        "Fields:symbol:From=/sym; Fields:exchange:From=/venue; Fields:price:From=/bid/price /ask/price; Fields:bid_price:From=/bid/price; Fields:ask_price:From=/ask/price; Fields:bid_size:From=/bid/size; Fields:ask_size:From=/ask/size; Fields:volume:Const=0; Fields:timestamp:From=/ts; Fields:timestamp:Unit=ms",
        "FOOA XFOO 1.5 1.4 1.6 10 20 0 2026-03-01T14:30:00.1230000Z")]
    [InlineData("order_book", """{"instrument":"$","side":"%","px":1.5,"qty":0,"time":@123}""",
        "Fields:symbol:From=/instrument; Fields:side:From=/side; Fields:side:Map:0=B=buy; Fields:side:Map:1=S=sell; Fields:price:From=/px; Fields:quantity:From=/qty; Fields:order_type:Const=LIMIT; Fields:timestamp:From=/time; Fields:timestamp:Unit=ms",
        "FOOA buy 1.5 0 LIMIT 2026-03-01T14:30:00.1230000Z")]
    public void HomeGrown_InNumber_IsGuessedAcceptedAndMeansWhatItSays(string feed, string template, string settings, string first)
    {
        var topic = PreviewSamples.Topic(template);

        var preview = PreviewSamples.Guess(feed, topic);

        Assert.Equal(settings, PreviewSamples.Settings(preview));
        Assert.True(preview.Verdict!.Accepted == 20, preview.Verdict.Words);
        Assert.Equal((0, 0), (preview.Verdict.Repeated, preview.Problems.Count));
        Assert.Equal(first, string.Join(' ',
            preview.Feed.Fields.All.Select(field => preview.Verdict.Looks[0].Values.ElementAtOrDefault(field.Index))));
        Assert.Equal(preview.Draft.Entries.IsEmpty, PreviewSamples.Pasted(preview) is null);
        Assert.All(preview.Fields, field => Assert.NotEmpty(field.Why));
    }

    [Theory]
    [InlineData("trade_id", "ticker", "price", "volume", "timestamp")]
    [InlineData("id", "sym", "px", "qty", "ts")]
    public void Side_OneThatIsNone_StaysARejectAndTheOthersKeepTheirs(string id, string symbol, string price, string volume, string time)
    {
        string[] sides = ["buy", "sell", "sell", "buy", "sideways"];
        var messages = sides.Select((side, at) => Encoding.UTF8.GetBytes(
            $$"""{"{{id}}":{{7000 + at}},"{{symbol}}":"FOO","{{price}}":1.5,"{{volume}}":2,"side":"{{side}}","{{time}}":"2026-03-01T14:30:0{{at}}Z"}"""));

        var preview = PreviewSamples.Guess("trades", PreviewSamples.Topic(messages));

        Assert.Equal("4 would be accepted, 1 rejected: side", preview.Verdict!.Words);
        Assert.Empty(preview.Draft.Entries.Only);
    }

    [Fact]
    public void Mixed_SomeForOthers_AreIgnoredByTheirType()
    {
        var trades = PreviewSamples.Topic("""{"type":"fill","id":#,"sym":"$","px":1.5,"qty":2,"ts":@}""").Messages;
        var others = PreviewSamples.Topic("""{"type":"heartbeat","id":#,"ts":@}""", count: 5).Messages;

        var preview = PreviewSamples.Guess("trades", PreviewSamples.Topic(trades.Concat(others).Select(message => message.Payload)));

        Assert.Equal(["/type=fill"], preview.Draft.Entries.Only);
        Assert.Equal("20 would be accepted, 5 ignored", preview.Verdict!.Words);
        Assert.Contains("heartbeat", preview.Reasons["Only"], StringComparison.Ordinal);
        Assert.Contains(preview.Notes, note => note.StartsWith("Guessed with doubt: Only.", StringComparison.Ordinal));
        Assert.NotNull(PreviewSamples.Pasted(preview));
    }

    [Theory]
    // No kind; wrong and not lacking; too few; not exactly; nothing to print; a side is no kind.
    [InlineData("""{"type":"fill","venue":"XBAT","id":"E#","sym":"$","qty":2,"ts":@}""", 5)]
    [InlineData("""{"type":"odd","venue":"XNAS","id":"E#","sym":"$","px":0,"qty":2,"ts":@}""", 5)]
    [InlineData("""{"type":"odd","venue":"XNAS","id":"E#","sym":"$","qty":2,"ts":@}""", 2)]
    [InlineData("""{"type":"fill","venue":"XNAS","id":"E#","sym":"$","qty":2,"ts":@}""", 5)]
    [InlineData("""{"side":"odd","type":"fill","venue":"XNAS","id":"E#","sym":"$","qty":2,"ts":@}""", 5)]
    public void Mixed_OthersOnlyWrong_StayRejects(string wrong, int count)
    {
        var good = PreviewSamples.Topic(
            """{"type":"fill","venue":"XNAS","id":"T#","sym":"$","px":1.5,"qty":2,"ts":@,"side":"%"}""", count: 199);
        var bad = PreviewSamples.Topic(wrong, count: count);

        var preview = PreviewSamples.Guess("trades", PreviewSamples.Topic([.. Payloads(good), .. Payloads(bad)]));

        Assert.Empty(preview.Draft.Entries.Only);
        Assert.Equal((199, count, 0), (preview.Verdict!.Accepted, preview.Verdict.Refused, preview.Verdict.Ignored));
    }

    [Fact]
    public void Mixed_KindNotPrintable_IsNoSetting()
    {
        var trades = PreviewSamples.Topic("""{"type":"fi\u001b[2Jll","id":#,"sym":"$","px\u0007":1.4,"px":1.5,"qty":2,"ts":@}""");
        var others = PreviewSamples.Topic("""{"type":"heartbeat","id":#,"ts":@}""", count: 5);

        var preview = PreviewSamples.Guess("trades", PreviewSamples.Topic([.. Payloads(trades), .. Payloads(others)]));

        Assert.Equal("20 would be accepted, 5 rejected: missing_field", preview.Verdict!.Words);
        Assert.DoesNotContain(preview.Places, place => place.Pointer.Any(char.IsControl));
        Assert.DoesNotContain(preview.Environment.Split('\n'), line => line.Any(char.IsControl));
    }

    [Fact]
    public void Mixed_ListsOfNumbersAmongEvents_AreRejectsOnly()
    {
        var trades = PreviewSamples.Topic("""{"id":#,"sym":"$","px":1.5,"qty":2,"ts":@}""");
        var lists = PreviewSamples.Topic("[1,2]", count: 3);

        var preview = PreviewSamples.Guess("trades", PreviewSamples.Topic([.. Payloads(trades), .. Payloads(lists)]));

        Assert.Equal((20, 3), (preview.Verdict!.Accepted, preview.Verdict.Refused));
    }

    [Theory]
    [InlineData("buy", "sell", "")]
    [InlineData("Buy", "Sell", "n/a")]
    [InlineData("B", "S", "")]
    public void Side_SomeWithoutOne_KeepsTheOthers(string buy, string sell, string nobody)
    {
        var sides = PreviewSamples.Topic("""{"id":"T#","sym":"$","px":1.5,"qty":2,"side":"%","ts":@}""", buy, sell);
        var none = PreviewSamples.Topic("""{"id":"N#","sym":"$","px":1.5,"qty":2,"side":"%","ts":@}""", nobody, "", 2);

        var preview = PreviewSamples.Guess("trades", PreviewSamples.Topic([.. Payloads(sides), .. Payloads(none)]));

        Assert.Equal("22 would be accepted", preview.Verdict!.Words);
        Assert.Equal(["buy", "sell", "unknown", "unknown"], Sides(preview, 0, 1, 20, 21));
    }

    [Theory]
    [InlineData("is_buyer_maker", "0", "1")]
    [InlineData("is_buyer_maker", "false", "true")]
    [InlineData("buyerIsMaker", "0", "1")]
    [InlineData("makerIsBuyer", "false", "true")]
    [InlineData("m", "false", "true")]
    [InlineData("isSellerMaker", "true", "false")]
    [InlineData("isSellerMaker", "1", "0")]
    [InlineData("makerIsSeller", "true", "false")]
    [InlineData("makerIsSeller", "1", "0")]
    [InlineData("is_buy", "1", "0")]
    [InlineData("is_buy", "true", "false")]
    [InlineData("is_sell", "0", "1")]
    [InlineData("is_sell", "-1", "1")]
    [InlineData("isSeller", "false", "true")]
    [InlineData("takerIsSeller", "0", "1")]
    [InlineData("makerSide", "\"sell\"", "\"buy\"")]
    [InlineData("side", "1", "2")]
    public void Side_ByItsName_BuysAsTheNameSays(string name, string buy, string sell)
    {
        var topic = PreviewSamples.Topic($$"""{"id":"T#","sym":"$","px":1.5,"qty":3,"{{name}}":%,"ts":@}""", buy, sell);

        var preview = PreviewSamples.Guess("trades", topic);

        Assert.Equal("20 would be accepted", preview.Verdict!.Words);
        Assert.Equal(["buy", "sell"], Sides(preview, 0, 1));
    }

    [Fact]
    public void Verdict_SomeBroken_SaysHowManyWhyAndWhere()
    {
        var good = PreviewSamples.Topic("""{"id":#,"sym":"$","px":1.5,"qty":2,"ts":@}""").Messages.Select(message => message.Payload);
        byte[][] bad = [.. new[] { """{"id":1,"sym":"FOO","px":1.5,"qty":2,"ts":17723754000}""", """{"id":2,"sym":"FOO","px":0,"qty":2,"ts":1772375400}""", "{\"id\":3", "AAPL;1.5;2" }
            .Select(Encoding.UTF8.GetBytes)];

        var preview = PreviewSamples.Guess("trades", PreviewSamples.Topic([.. good, .. bad]));

        Assert.Equal("20 would be accepted, 4 rejected: json, range, timestamp", preview.Verdict!.Words);
        var kind = preview.Verdict.Rejected.Single(kind => kind.Reason == "timestamp");
        Assert.Equal((0, 10L, 1), (kind.Example.Partition, kind.Example.Offset, kind.Count));
        Assert.StartsWith("'timestamp' (read from /ts) ", kind.Detail, StringComparison.Ordinal);
        Assert.Equal((22, "2 not: at 0/11 its JSON is broken at line 1, byte 8: {\"id\":3"),
            (preview.Decoders[0].Taken, preview.Decoders[0].Said));
        Assert.Equal(["accepted", "json", "range", "timestamp"], preview.Rows.Select(row => row.Outcome).Distinct().Order());
    }

    [Theory]
    [InlineData("\0\0\0\0\u0007\u0002foo", "schema 7 there is no JSON: Avro or Protobuf")]
    [InlineData("8=FIX.4.4\u00019=65\u0001", "FIX")]
    [InlineData("<trade/>", "XML")]
    [InlineData("AAPL,1.5,2", "CSV")]
    [InlineData("12", "no JSON object or list")]
    [InlineData("", "no content")]
    [InlineData("{}{}", "more after the end")]
    [InlineData("{\"id\":\"\\ud800\"}", "half of a surrogate pair")]
    [InlineData("[{\"\\udc00\":1}]", "half of a surrogate pair")]
    public void Decoders_NoJson_SayWhatItLooksLike(string text, string expected)
    {
        var preview = PreviewSamples.Guess("trades", PreviewSamples.Topic([Encoding.UTF8.GetBytes(text)]));

        Assert.Contains(preview.Decoders, decoder => decoder.Said?.Contains(expected, StringComparison.Ordinal) == true);
        Assert.Equal((0, 1), (preview.Verdict!.Accepted, preview.Verdict.Refused));
    }

    [Fact]
    public void Draft_FieldChangedByHand_IsJudgedAnew()
    {
        var topic = PreviewSamples.Topic("""{"id":#,"sym":"$","px":1.5,"qty":2,"seen":@}""");
        var guess = PreviewSamples.Guess("trades", topic);

        var wrong = FeedPreview.Of(guess.Feed, topic, guess.Draft.With(new FieldEntry("timestamp", "/seen") { Unit = "ms" }),
            MappingSamples.Now);
        var refused = FeedPreview.Of(guess.Feed, topic, guess.Draft.With(new FieldEntry("price", "px")), MappingSamples.Now);

        Assert.Equal("0 would be accepted, 20 rejected: timestamp", wrong.Verdict!.Words);
        Assert.Null(refused.Verdict);
        Assert.Equal("Feeds:Trades:Fields:price:From", Assert.Single(refused.Problems).Key);
    }

    [Fact]
    public void Guess_HostileNesting_StaysBounded()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60);
        var wide = "{" + string.Join(',', Enumerable.Range(0, 4000).Select(at => $"\"k{at}\":{at}")) + "}";

        var preview = PreviewSamples.Guess("trades",
            PreviewSamples.Topic(new[] { deep, wide, "[[[[1]]]]", "[]", "{}", "[{}]" }.Select(Encoding.UTF8.GetBytes)));

        Assert.Equal(6, preview.Verdict!.Refused);
        Assert.True(preview.Places.Count <= 200);
    }

    private static IEnumerable<byte[]> Payloads(TopicSample topic) => topic.Messages.Select(message => message.Payload);

    private static IEnumerable<string?> Sides(FeedPreview preview, params int[] at) =>
        at.Select(index => preview.Verdict!.Looks[index].Values[preview.Feed.Fields.All.First(field => field.Name == "side").Index]);

    private static byte[] Bytes(JsonElement message) => Encoding.UTF8.GetBytes(message.GetRawText());
}
