using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Tests.Feeds.Judging;
using static TradeTerminal.Tests.Commodities.CommodityMessages;

namespace TradeTerminal.Tests.Commodities;

public sealed class CommodityParserTests() : FeedParserTests<CommodityEvent>(new CommodityParser(), Closed)
{
    private static readonly DateTime At = new(2026, 3, 1, 14, 30, 0, DateTimeKind.Utc);

    /// <summary>Of a closing, which is the kind with the most fields.</summary>
    public static TheoryData<string, string, string> Bad =>
    [
        .. from rule in FieldRules.BadSymbols select (rule.Reason, "commodity", rule.Json),
        .. from rule in FieldRules.BadPrices
           from name in new[] { "CurrentPrice", "EntryPrice", "ClosePrice" }
           select (rule.Reason, name, rule.Json),
        .. from rule in FieldRules.BadVolumes from name in new[] { "Volume", "Quantity" } select (rule.Reason, name, rule.Json),
        .. from rule in FieldRules.BadIsoTimes select (rule.Reason, "timestamp", rule.Json),
        ("wrong_type", "timestamp", "1772375400"),
        ("event_type", "EventType", "\"\""),
        ("event_type", "EventType", "\"TradeAmended\""),
        ("event_type", "Status", "\"Open\""),
        ("event_type", "Status", "\"\""),
        ("wrong_type", "Status", "1"),
        ("side", "PositionType", "\"N/A\""),
        ("trade_id", "TradeID", "\"\""),
        ("trade_id", "TradeID", "\" 5\""),
        ("trade_id", "TradeID", "\"5 \""),
        ("trade_id", "TradeID", "\"é\""),
        ("trade_id", "TradeID", "\"a\\u0000b\""),
        ("trade_id", "TradeID", "\"a\\nb\""),
        ("trade_id", "TradeID", $"\"{new string('a', 65)}\""),
        ("trade_id", "TradeID", $"\"{string.Concat(Enumerable.Repeat("\\u0061", 65))}\""),
        ("trade_id", "TradeID", new string('9', 65)),
        ("wrong_type", "TradeID", "5.0"),
        ("wrong_type", "TradeID", "5e0"),
        ("wrong_type", "UnrealizedPnL", "\"N/A\""),
        ("range", "RealizedPnL", "1e400"),
    ];

    private protected override IEnumerable<string> Required =>
        ["EventType", "commodity", "CurrentPrice", "TradeID", "PositionType", "Quantity", "EntryPrice", "ClosePrice", "timestamp"];

    [Fact]
    public void TryParse_EachKind_GivesItsFields()
    {
        var tick = new CommodityEvent(
            CommodityEventKind.PriceTick, "OIL", 101.2m, 2_500, null, default, 0, 0, null, null, null, At, 0, 0);
        var opened = tick with
        {
            Kind = CommodityEventKind.TradeOpened, TradeId = "5", PositionType = PositionType.Long,
            Quantity = 500.25m, EntryPrice = 98.5m, Unrealized = 0, Realized = 0,
        };
        var marked = opened with { Kind = CommodityEventKind.TradeMarked, Unrealized = 1_350.68m };
        var closed = opened with
        {
            Kind = CommodityEventKind.TradeClosed, PositionType = PositionType.Short, ClosePrice = 101.2m, Realized = -1_350.68m,
        };

        Assert.Equal(tick, Accept(Tick.Valid));
        Assert.Equal(opened, Accept(Opened.Valid));
        Assert.Equal(marked, Accept(Marked.Valid));
        Assert.Equal(marked, Accept(MarkedAsTick.Valid));
        Assert.Equal(closed, Accept(Closed.Valid));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void TryParse_BadField_HasItsReason(string reason, string name, string json)
    {
        var detail = AssertRefused(reason, Closed.With(name, json));

        Assert.Contains(reason == "json" ? "JSON" : $"'{name}'", detail, StringComparison.Ordinal);
    }

    /// <summary>Crude of 20 April 2020.</summary>
    [Fact]
    public void TryParse_AnySign_TakesNegativePrices()
    {
        var message = System.Text.Encoding.UTF8.GetBytes(Closed.With(("CurrentPrice", "-37.63"), ("ClosePrice", "-37.63")));

        AssertRefused("range", Closed.With("CurrentPrice", "-37.63"));
        Assert.True(new CommodityParser(anySign: true).TryParse(message, Now, out var closed, out _, out var detail), detail);
        Assert.Equal((-37.63m, -37.63m), (closed.Price, closed.ClosePrice));
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("0", "0")]
    [InlineData("\"t-5 a\"", "t-5 a")]
    [InlineData("\"0e6fb5c2-8f5e-4a63-9d0c-0a3f7c5b7d11\"", "0e6fb5c2-8f5e-4a63-9d0c-0a3f7c5b7d11")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"\\u0041~!\"", "A~!")]
    public void TryParse_TradeId_IsKeptAsWritten(string json, string expected) =>
        Assert.Equal(expected, Accept(Opened.With("TradeID", json)).TradeId);

    [Theory]
    [InlineData("TradeID", "0")]
    [InlineData("TradeID", "\"\"")]
    [InlineData("TradeID", "null")]
    [InlineData("Status", "\"Tick\"")]
    [InlineData("Status", "\"Closed\"")]
    [InlineData("Status", "null")]
    [InlineData("Status", "0")]
    public void TryParse_TickWithoutAnOpenTrade_StaysATick(string name, string json)
    {
        var message = name == "TradeID" ? Tick.With(("TradeID", json), ("Status", "\"Tick\"")) : MarkedAsTick.With(name, json);

        var parsed = Accept(message);

        Assert.Equal((CommodityEventKind.PriceTick, null, 0m), (parsed.Kind, parsed.TradeId, parsed.Quantity));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void TryParse_OpenTickWithoutATradeId_StaysATick(string json) =>
        Assert.Equal(CommodityEventKind.PriceTick, Accept(MarkedAsTick.With("TradeID", json)).Kind);

    /// <summary>A mark typed as a tick is judged as the mark it is.</summary>
    [Fact]
    public void TryParse_TickWithAnOpenTrade_ObeysTheRulesOfAMark()
    {
        AssertRefused("range", MarkedAsTick.With("Quantity", "-1"));
        AssertRefused("side", MarkedAsTick.With("PositionType", "\"N/A\""));
        AssertRefused("missing_field", MarkedAsTick.Without("EntryPrice"));
        Assert.Equal(CommodityEventKind.TradeMarked, Accept(MarkedAsTick.With("Status", "\"OPEN\"")).Kind);
    }

    [Fact]
    public void TryParse_FieldsOfOtherKinds_AreNotLookedAt()
    {
        Assert.Equal(Accept(Tick.Valid), Accept(Tick.With(
            ("TradeID", "[]"), ("Quantity", "\"\""), ("EntryPrice", "-1"), ("PositionType", "7"), ("ClosePrice", "{}"),
            ("UnrealizedPnL", "\"N/A\""), ("RealizedPnL", "true"))));
        Assert.Equal(Accept(Tick.Valid), Accept(Tick.Without(
            "TradeID", "Quantity", "EntryPrice", "PositionType", "ClosePrice", "UnrealizedPnL", "RealizedPnL", "Status")));
        Assert.Equal(Accept(Opened.Valid), Accept(Opened.With("ClosePrice", "\"none\"")));
    }

    [Fact]
    public void TryParse_OptionalFields_MayBeAbsentOrNull()
    {
        var closed = Accept(Closed.With(("Volume", "null"), ("Status", "null"), ("UnrealizedPnL", "null"), ("RealizedPnL", "null")));

        Assert.Equal((0m, null, null), (closed.Volume, closed.Unrealized, closed.Realized));
        Assert.Equal(closed, Accept(Closed.Without("Volume", "Status", "UnrealizedPnL", "RealizedPnL")));
    }

    [Theory]
    [InlineData("TradeOpened", "Closed")]
    [InlineData("TradeMarked", "Closed")]
    [InlineData("TradeMarked", "Tick")]
    [InlineData("TradeClosed", "Open")]
    public void TryParse_StatusAgainstTheKind_IsRefused(string eventType, string status) =>
        AssertRefused("event_type", Closed.With(("EventType", $"\"{eventType}\""), ("Status", $"\"{status}\"")));

    [Fact]
    public void TryParse_LastUpdatedUtc_IsPreferredWhereValid()
    {
        var updated = At.AddMinutes(-1);
        const string Json = "\"2026-03-01T14:29:00Z\"";

        Assert.Equal(updated, Accept(Tick.With("LastUpdatedUtc", Json)).EventTime);
        Assert.Equal(updated, Accept(Tick.With(("LastUpdatedUtc", Json), ("timestamp", "\"2026-03-01T16:30:00Z\""))).EventTime);
        Assert.Equal(updated, Accept(Tick.With(("LastUpdatedUtc", Json), ("timestamp", "12"))).EventTime);
        Assert.Equal(updated, Accept($"{Tick.Without("timestamp")[..^1]},\"LastUpdatedUtc\":{Json}}}").EventTime);
        Assert.Equal(updated, Accept(Closed.With("LastUpdatedUtc", Json)).EventTime);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("\"2026-03-01\"")]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"2026-03-01T15:05:01Z\"")]
    public void TryParse_LastUpdatedUtcNotValid_LeavesTheTimestamp(string json)
    {
        Assert.Equal(At, Accept(Tick.With("LastUpdatedUtc", json)).EventTime);
        AssertRefused("timestamp", Tick.With(("LastUpdatedUtc", json), ("timestamp", "\"2026-03-01T16:30:00Z\"")));
        AssertRefused("missing_field", $"{Tick.Without("timestamp")[..^1]},\"LastUpdatedUtc\":{json}}}");
    }

    [Fact]
    public void TryParse_SeveralFaults_NamesTheFirstInOrder()
    {
        (string, string)[] faults =
        [
            ("timestamp", "\"?\""), ("EntryPrice", "0"), ("PositionType", "\"?\""), ("TradeID", "\"\""),
            ("CurrentPrice", "0"), ("commodity", "\"?\""), ("Quantity", "[]"), ("EventType", "\"?\""),
        ];
        string[] reasons = ["timestamp", "range", "side", "trade_id", "range", "symbol", "wrong_type", "event_type"];

        for (var count = 1; count <= faults.Length; count++)
        {
            AssertRefused(reasons[count - 1], Closed.With(faults[..count]));
        }
    }

    private protected override void AssertInBounds(CommodityEvent accepted)
    {
        Assert.InRange(accepted.Price, FieldRules.Least, FieldRules.Most);
        Assert.InRange(accepted.Volume, 0, FieldRules.Most);
        Assert.Equal(accepted.Kind == CommodityEventKind.PriceTick, accepted.TradeId is null);
        Assert.Equal(accepted.Kind == CommodityEventKind.TradeClosed, accepted.ClosePrice > 0);
        if (accepted.TradeId is not null)
        {
            Assert.Matches("^[!-~]([ -~]{0,62}[!-~])?$", accepted.TradeId);
            Assert.InRange(accepted.Quantity, 0, FieldRules.Most);
            Assert.InRange(accepted.EntryPrice, FieldRules.Least, FieldRules.Most);
        }
    }
}
