using System.Globalization;
using System.Text;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Feeds.Mapping;

public sealed class MappedParserTests
{
    private const string Short = "Fields:trade_id:From=/i;Fields:ticker:From=/s;Fields:price:From=/p;Fields:volume:From=/v;"
        + "Fields:side:From=/b;Fields:timestamp:From=/t;";

    private const string Event = """{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1772375400}""";
    private const string Read = "FOO 1.50 2 buy 2026-03-01T14:30:00.0000000Z 7";

    [Theory]
    // Fields that are not set keep their names; those of the file may be nested, in lists, with a slash or a tilde in their names.
    [InlineData("Fields:price:From=/a/b/1/p~1x~0", """{"trade_id":7,"ticker":"foo","a":{"b":[0,{"p/x~":1.50}]},"volume":"2","side":"buy","timestamp":"2026-03-01T14:30:00Z"}""", Read)]
    [InlineData(Short, Event, Read)]
    [InlineData(Short, """{"p":1,"\u0070":"1.50","i":7,"s":"f\u006fo","v":2,"b":"buy","t":1772375400}""", Read)]
    [InlineData(Short + "Fields:trade_id:From=/s /i", Event, "FOO 1.50 2 buy 2026-03-01T14:30:00.0000000Z foo|7")]
    [InlineData(Short + "Fields:ticker:Const=BAR;Fields:ticker:From=", Event, "BAR 1.50 2 buy 2026-03-01T14:30:00.0000000Z 7")]
    [InlineData(Short, """{"i":7,"s":5930,"p":"1.50","v":2,"b":"BUY","t":1772375400}""", "5930 1.50 2 buy 2026-03-01T14:30:00.0000000Z 7")]
    // Map and Else.
    [InlineData(Short + "Fields:side:Map:0=true=sell;Fields:side:Map:1=false=buy", """{"i":7,"s":"foo","p":"1.50","v":2,"b":false,"t":1772375400}""", Read)]
    [InlineData(Short + "Fields:side:Map:0=B=sell;Fields:side:Else=buy", Event, Read)]
    [InlineData(Short + "Fields:side:Else=buy", """{"i":7,"s":"foo","p":"1.50","v":2,"t":1772375400}""", Read)]
    [InlineData(Short + "Fields:side:Map:0=1=sell", Event, Read)]
    [InlineData(Short + "Fields:price:Map:0=1.50=null", Event, "wrong_type: 'price' (read from /p) is null.")]
    [InlineData(Short + "Fields:ticker:Map:0=trades.*=*", """{"i":7,"s":"trades.foo","p":"1.50","v":2,"b":"BUY","t":1772375400}""", Read)]
    // Scale, in decimal and without needless zeros.
    [InlineData(Short + "Fields:price:Scale=1e-9", """{"i":7,"s":"foo","p":"189370000001","v":2,"b":"BUY","t":1772375400}""", "FOO 189.370000001 2 buy 2026-03-01T14:30:00.0000000Z 7")]
    [InlineData(Short + "Fields:price:Scale=0.25", """{"i":7,"s":"foo","p":6e0,"v":2,"b":"BUY","t":1772375400}""", "FOO 1.5 2 buy 2026-03-01T14:30:00.0000000Z 7")]
    [InlineData(Short + "Fields:volume:Scale=100", Event, "FOO 1.50 200 buy 2026-03-01T14:30:00.0000000Z 7")]
    [InlineData(Short + "Fields:price:Scale=1e-9", """{"i":7,"s":"foo","p":1234567890123456789012345678,"v":2,"b":"BUY","t":1772375400}""", "range: 'price' (read from /p) must be above 0")]
    [InlineData(Short + "Fields:price:Scale=1e-9", """{"i":7,"s":"foo","p":12345678901234567890123456789,"v":2,"b":"BUY","t":1772375400}""", "range: 'price' (read from /p) must be above 0")]
    // Units.
    [InlineData(Short, """{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":"1772375400000000"}""", Read)]
    [InlineData(Short, """{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1772375400000000000}""", Read)]
    [InlineData(Short, """{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1.772375400123456789e9}""", "FOO 1.50 2 buy 2026-03-01T14:30:00.1234560Z 7")]
    [InlineData(Short, """{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":"2026-03-01 14:30:00"}""", Read)]
    [InlineData(Short, """{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":17723754000}""", "timestamp: 'timestamp' (read from /t) is 17723754000: between 2000 and 2100 it is a time in none")]
    [InlineData(Short + "Fields:timestamp:Unit=ms", Event, "timestamp: 'timestamp' (read from /t) is 1772375400: it looks like seconds, and Unit is ms.")]
    [InlineData(Short + "Fields:timestamp:Unit=iso", Event, "timestamp: 'timestamp' (read from /t) must be ISO-8601")]
    [InlineData(Short + "Fields:timestamp:Unit=kafka;Fields:timestamp:From=", Event, "FOO 1.50 2 buy 2026-03-01T14:29:59.0000000Z 7")]
    [InlineData(Short, """{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1772379400}""", "timestamp: 'timestamp' (read from /t) must lie between 1970 and five minutes from now.")]
    [InlineData(Short, """{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":true}""", "wrong_type: 'timestamp' (read from /t)")]
    // The judge is that of our own messages; only the pointer is added.
    [InlineData(Short, """{"i":7,"s":"foo","v":2,"b":"BUY","t":1772375400}""", "missing_field: 'price' (read from /p) is missing.")]
    [InlineData(Short + "Fields:trade_id:From=/s /i", """{"s":"foo","p":1,"v":2,"b":"BUY","t":1772375400}""", "missing_field: 'trade_id' (read from /s /i) is missing.")]
    [InlineData(Short, """{"i":7,"s":"foo","p":0,"v":2,"b":"BUY","t":1772375400}""", "range: 'price' (read from /p) must be above 0 with at most 10 integer digits and 18 decimals; it is 0.")]
    [InlineData(Short, """{"i":7,"s":"foo","p":1,"v":2,"b":"long","t":1772375400}""", "side: 'side' (read from /b) must be buy or sell")]
    [InlineData(Short, """{"i":7,"s":"<b>","p":1,"v":2,"b":"buy","t":1772375400}""", "ticker: 'ticker' (read from /s) must be")]
    [InlineData(Short, """{"i":7,"s":"foo","p":1,"v":2""", "json: The message is not one complete JSON object or list.")]
    [InlineData(Short, "", "empty: The message has no content.")]
    [InlineData(Short, "1", "json: The message is not one complete JSON object or list.")]
    // Only.
    [InlineData(Short + "Only:0=/e=trade", Event, "ignored: ")]
    [InlineData(Short + "Only:0=/b=SELL;Only:1=/b=BUY;Only:2=/s", Event, Read)]
    [InlineData(Short + "Only:0=/i=7;Only:1=/z", Event, "ignored: ")]
    // Envelopes.
    [InlineData(Short, """{"schema":{"type":"struct","fields":[]},"payload":{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1772375400}}""", Read)]
    [InlineData(Short, """{"before":null,"after":{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1772375400},"source":{"ts_ms":1},"op":"c","ts_ms":1}""", Read)]
    [InlineData(Short, """{"schema":{},"payload":{"before":null,"after":{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1772375400},"op":"r"}}""", Read)]
    [InlineData(Short, """{"before":{"i":7},"after":null,"source":{},"op":"d"}""", "ignored: ")]
    [InlineData(Short + "Envelope=debezium", "", "ignored: ")]
    [InlineData(Short + "Envelope=debezium", Event, "json: There is no envelope as Envelope=debezium has it around the event.")]
    [InlineData(Short + "Envelope=connect", Event, "json: There is no envelope as Envelope=connect has it around the event.")]
    [InlineData(Short, """{"specversion":"1.0","type":"trade","source":"/x","id":"1","data":{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1772375400}}""", Read)]
    [InlineData(Short + "Envelope=cloudevents", Event, Read)]
    [InlineData(Short + "Envelope=/a/0", """{"a":[{"i":7,"s":"foo","p":"1.50","v":2,"b":"BUY","t":1772375400}]}""", Read)]
    [InlineData(Short + "Envelope=none", """{"schema":{},"payload":{"i":7}}""", "missing_field: 'trade_id' (read from /i) is missing.")]
    // A list of several is kept, whatever the first one is.
    [InlineData("Preset=alpaca-trade", """[{"T":"q","S":"FOO"},{"T":"t","S":"FOO"}]""", "json: The message has more than one event in its list")]
    [InlineData("Preset=okx-trade", """{"arg":{"channel":"books"},"data":[{},{}]}""", "ignored: ")]
    // Frames of a Schema Registry.
    [InlineData("Encoding=json;" + Short, "\0\0\0\0\u000c" + Event, Read)]
    [InlineData(Short, "\u0001ABCDEFGHIJKLMNOP" + Event, Read)]
    [InlineData(Short, "\0\0\0\0\u000c\u0002foo", "encoding: After a Schema Registry frame (schema 12) there is no JSON. Avro and Protobuf are not read.")]
    public void TryParse_ForeignMessage_IsReadOrRefusedInWords(string settings, string message, string expected)
    {
        var parser = MappingSamples.Trades(Later(settings));
        parser.RecordTime = MappingSamples.Now.AddSeconds(-1801);

        var accepted = parser.TryParse(Encoding.UTF8.GetBytes(message), MappingSamples.Now, out var trade, out var reason, out var detail);

        var words = accepted ? string.Create(
            CultureInfo.InvariantCulture, $"{trade.Ticker} {trade.Price} {trade.Volume} {trade.Side.Code()} {trade.ExecutedAt:O} {trade.SourceId}")
            : $"{reason.Code()}: {detail}";
        Assert.StartsWith(expected, words, StringComparison.Ordinal);
    }

    /// <summary>Envelopes may change from one message to the next.</summary>
    [Fact]
    public void TryParse_EnvelopesMixed_ReadsEach()
    {
        var parser = MappingSamples.Trades(Short);
        string[] messages = [Event, $$"""{"schema":1,"payload":{{Event}}}""", $$"""{"op":"u","after":{{Event}}}""", Event, $$"""{"stream":"x","data":{{Event}}}"""];

        Assert.All(messages, message => Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(message), MappingSamples.Now, out _, out _, out _)));

        // The empty record after a deleted row says nothing; elsewhere it is a fault.
        Assert.False(parser.TryParse("""{"op":"d","before":{"i":7},"after":null}"""u8, MappingSamples.Now, out _, out _, out _));
        Assert.False(parser.TryParse([], MappingSamples.Now, out _, out var after, out _));
        Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(Event), MappingSamples.Now, out _, out _, out _));
        Assert.False(parser.TryParse([], MappingSamples.Now, out _, out var elsewhere, out _));
        Assert.Equal((RejectReason.Ignored, RejectReason.Empty), (after, elsewhere));
    }

    /// <summary>As those see it who send something to the feed, such as a message that was refused before.</summary>
    [Fact]
    public void CreateJudge_MappedFeed_JudgesByTheMapping()
    {
        var judge = FeedCatalog.All.First(feed => feed.Name == "trades").CreateJudge(
            new FeedOptions { Mapping = MappingSamples.Mapping("trades", Short + "Only:0=/s") });

        Assert.True(judge(Encoding.UTF8.GetBytes(Event), MappingSamples.Now, out var symbol, out _, out _));
        Assert.Equal("FOO", symbol);
        Assert.False(judge("""{"trade_id":1}"""u8, MappingSamples.Now, out _, out _, out var detail));
        Assert.Contains("not for the feed", detail, StringComparison.Ordinal);
    }

    /// <summary>With nothing mapped but the encoding, what our own reader takes is taken alike, whatever the bytes are, and nothing throws.</summary>
    [Fact]
    public void TryParse_OurOwnShape_AgreesWithThePlainReader()
    {
        var random = new Random(17);
        var plain = new TradeParser();
        var mapped = new MappedParser<Trade>(MappingSamples.Mapping("trades", "Encoding=auto"), new TradeParser());
        var trades = new RandomTrades(random, MappingSamples.Now);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var message = i % 4 == 0 ? Encoding.UTF8.GetBytes(JsonNoise.Value(random)) : TradeMessages.Of(trades.Next());
            message = i % 2 == 0 ? message : JsonNoise.Mutate(message, random);
            var isAccepted = plain.TryParse(message, MappingSamples.Now, out var expected, out var reason, out _);
            var isMapped = mapped.TryParse(message, MappingSamples.Now, out var trade, out var why, out _);
            if (isAccepted)
            {
                accepted++;
                Assert.Equal(expected, trade);
            }
            else if (reason is not (RejectReason.Json or RejectReason.WrongType))
            {
                refused++;
                Assert.False(isMapped);
                Assert.True(reason == why, $"{reason} {why}: {Encoding.UTF8.GetString(message)}");
            }
        }

        Assert.True(accepted > 5_000 && refused > 100, $"{accepted} {refused}");
    }

    [Fact]
    public void TryParse_SteadyStream_AllocatesNothing()
    {
        var parser = MappingSamples.Trades(Short + "Only:0=/e=trade;Fields:price:Scale=1e-2;Fields:side:Map:0=true=sell");
        var message = """{"e":"trade","i":"0e6f1c9a-4a6d-4c8e-9d43-0d8f6a1c2b3e","s":"FOOBAR","p":"18937","v":"2.5","b":true,"t":1772375400123}"""u8.ToArray();
        var other = """{"e":"other","i":1}"""u8.ToArray();
        Run(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);

        // Less than a byte a message: the thread's own account is not exact.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 9_999);

        void Run(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Assert.True(parser.TryParse(message, MappingSamples.Now, out _, out _, out _));
                parser.TryParse(other, MappingSamples.Now, out _, out _, out _);
            }
        }
    }

    /// <summary>Of settings given twice the last counts; those that are empty are none.</summary>
    private static string Later(string settings) => string.Join(';', settings.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(setting => setting.Split('=', 2)[0]).Select(group => group.Last()).Where(setting => !setting.EndsWith(":From=", StringComparison.Ordinal)));
}
