using System.Text;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Feeds.Judging;

/// <summary>What holds for the parser of every feed, whatever its fields are.</summary>
public abstract class FeedParserTests<TEvent>
    where TEvent : struct, IFeedEvent<TEvent>
{
    /// <summary>The terminal's clock: messages may be five minutes ahead of it.</summary>
    private protected static DateTime Now { get; } = new(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc);

    private readonly IFeedParser<TEvent> _parser;
    private readonly MessageTemplate _template;

    private protected FeedParserTests(IFeedParser<TEvent> parser, MessageTemplate template) =>
        (_parser, _template) = (parser, template);

    /// <summary>The fields that no message may lack.</summary>
    private protected virtual IEnumerable<string> Required => _template.Names;

    [Fact]
    public void TryParse_BadForm_HasItsReason()
    {
        var valid = _template.Valid;
        foreach (var (reason, message) in new (string, byte[])[]
        {
            ("empty", []),
            ("empty", [.. " \t\r\n"u8]),
            ("empty", [.. "\uFEFF"u8]),
            ("too_large", Utf8(valid.PadRight((64 * 1024) + 1))),
            ("encoding", Encoding.Unicode.GetBytes(valid)),
            ("encoding", Encoding.BigEndianUnicode.GetBytes(valid)),
            ("encoding", [.. Utf8(valid), 0xFF]),
            ("json", Utf8("null")),
            ("json", Utf8("[]")),
            ("json", Utf8($"[{valid}]")),
            ("json", Utf8(valid[..^1])),
            ("json", Utf8(valid + valid)),
            ("json", Utf8(_template.Plus(""))),
            ("json", Utf8(_template.Plus($"\"deep\":{new string('[', 1000)}{new string(']', 1000)}"))),
            ("missing_field", Utf8("{}")),
        })
        {
            AssertRefused(reason, message);
        }
    }

    [Fact]
    public void TryParse_RequiredFieldMissingNullOrOfNoType_IsNamed()
    {
        foreach (var name in Required)
        {
            foreach (var (reason, message) in new[]
            {
                ("missing_field", _template.Without(name)),
                ("wrong_type", _template.With(name, "null")),
                ("wrong_type", _template.With(name, "true")),
                ("wrong_type", _template.With(name, "{}")),
                ("wrong_type", _template.With(name, "[1]")),
            })
            {
                Assert.Contains($"'{name}'", AssertRefused(reason, Utf8(message)), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void TryParse_FormOfTheMessage_DoesNotMatter()
    {
        var expected = Accept(_template.Valid);
        var spaced = _template.Valid.Replace(",", " ,\r\n\t", StringComparison.Ordinal);
        var escaped = _template.Valid.Replace($"\"{_template.Names[0]}\"",
            $"\"\\u{(int)_template.Names[0][0]:x4}{_template.Names[0][1..]}\"", StringComparison.Ordinal);

        Assert.Equal(expected, Accept(spaced));
        Assert.NotEqual(_template.Valid, escaped);
        Assert.Equal(expected, Accept(escaped));
        Assert.Equal(expected, Accept("\uFEFF" + _template.Valid));
        Assert.Equal(expected, Accept(_template.Valid.PadRight(64 * 1024)));
        Assert.Equal(expected, Accept(_template.Plus("\"\":1,\"seq\":[1,{\"price\":\"x\"}],\"a_name_longer_than_any_of_ours\":null")));
        Assert.Equal(expected, Accept($"{{\"{_template.Names[0]}\":[],{_template.Valid[1..]}"));
        AssertRefused("wrong_type", Utf8(_template.Plus($"\"{_template.Names[0]}\":[]")));
    }

    [Fact]
    public void TryParse_AnyBytes_GiveAnEventOrAReason() =>
        Properties.Hold(Properties.Any<byte[]>(), 5_000, message => Judge(message));

    [Fact]
    public void TryParse_AnythingInAField_GivesAnEventOrAReason() => Properties.HoldForSeeds(20_000, random =>
        Judge(Utf8(_template.With(random.GetItems([.. _template.Names], 1)[0], JsonNoise.Value(random)))));

    [Fact]
    public void TryParse_MutatedMessages_GiveAnEventOrAReason()
    {
        var valid = Utf8(_template.Valid);
        var accepted = 0;
        Properties.HoldForSeeds(30_000, random => accepted += Judge(JsonNoise.Mutate(valid, random)) ? 1 : 0);

        // Else the mutations are too wild to try what lies behind the first check. The seeds are new each run: the longest message
        // (a book's, about 530 accepted) must be far inside.
        Assert.InRange(accepted, 200, 27_000);
    }

    [Fact]
    public void TryParse_Accepted_AllocatesNothing()
    {
        var message = Utf8(_template.Plus("\"n\\u006fte\":[\"x\",{\"a\":1}]"));
        Assert.Equal(1_000, Run(message, 1_000));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var accepted = Run(message, 10_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(10_000, accepted);
        // The least object takes 24 bytes. A collection in between may count a few of its own.
        Assert.InRange(allocated, 0, accepted - 1);
    }

    /// <summary>What must hold of any accepted event beyond its symbol and time.</summary>
    private protected abstract void AssertInBounds(TEvent accepted);

    private protected TEvent Accept(string message)
    {
        var accepted = _parser.TryParse(Utf8(message), Now, out var parsed, out var reason, out var detail);
        Assert.True(accepted, $"{reason.Code()}: {detail} {message}");
        Assert.Null(detail);
        return parsed;
    }

    /// <summary>Returns the detail.</summary>
    private protected string AssertRefused(string reason, string message) => AssertRefused(reason, Utf8(message));

    private protected static decimal Price(string text) =>
        decimal.Parse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);

    private string AssertRefused(string reason, byte[] message)
    {
        var accepted = _parser.TryParse(message, Now, out var parsed, out var code, out var detail);
        Assert.False(accepted, Encoding.UTF8.GetString(message));
        Assert.True(code.Code() == reason, $"{code.Code()}, not {reason}: {detail} {Encoding.UTF8.GetString(message)}");
        Assert.Equal(default, parsed);
        Assert.NotNull(detail);
        Assert.InRange(detail.Length, 10, 200);
        return detail;
    }

    private bool Judge(byte[] message)
    {
        var accepted = _parser.TryParse(message, Now, out var parsed, out var reason, out var detail);
        Assert.Equal(accepted, reason == RejectReason.None);
        Assert.Equal(accepted, detail is null);
        if (accepted)
        {
            Assert.Matches(FieldRules.SymbolPattern, parsed.Symbol);
            Assert.InRange(parsed.EventTime, DateTime.UnixEpoch, Now.AddMinutes(5));
            Assert.Equal(0, parsed.EventTime.Ticks % TimeSpan.TicksPerMicrosecond);
            Assert.Equal(DateTimeKind.Utc, parsed.EventTime.Kind);
            AssertInBounds(parsed);
        }

        return accepted;
    }

    private int Run(byte[] message, int times)
    {
        var accepted = 0;
        for (var i = 0; i < times; i++)
        {
            accepted += _parser.TryParse(message, Now, out _, out _, out _) ? 1 : 0;
        }

        return accepted;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
