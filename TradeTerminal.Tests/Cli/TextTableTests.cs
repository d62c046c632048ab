using TradeTerminal.Cli;

namespace TradeTerminal.Tests.Cli;

public sealed class TextTableTests
{
    private static readonly Ink None = new(isOn: false);

    [Fact]
    public void Lines_Columns_StandBelowTheirHeads()
    {
        var lines = new TextTable("feed", ">lag", "state").Add("trades", "1,204", "running").Add("order_book", "0", "").Lines(None);

        Assert.Equal(
            [
                "feed          lag  state",
                "trades      1,204  running",
                "order_book      0",
            ],
            lines);
    }

    [Fact]
    public void Lines_TooLong_AreWrappedInTheLastColumnAndCutInTheWidest()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 40));
        var lines = new TextTable("name", "why").Add(new string('x', 90), words).Lines(None).ToList();

        Assert.All(lines, line => Assert.True(line.Length <= TextTable.Width, line));
        Assert.Contains("…", lines[1], StringComparison.Ordinal);
        Assert.Equal(words, string.Join(' ', lines.Skip(1).Select(line => line[60..].Trim())));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("one two three", "one two|three")]
    [InlineData("onetwothree", "onetwoth|ree")]
    public void Wrap_Text_BreaksAtSpaces(string text, string expected) => Assert.Equal(expected,
        string.Join('|', TextTable.Wrap(text, 8, breaksWords: true)));

    [Theory]
    [InlineData("see /a/long/path now", "see|/a/long/path|now")]
    [InlineData("/a/long/path", "/a/long/path")]
    public void Wrap_WordsThatAreToBeCopied_StayWhole(string text, string expected) => Assert.Equal(expected,
        string.Join('|', TextTable.Wrap(text, 8)));

    [Fact]
    public void Ink_OfAWriterThatIsNoTerminal_HasNoColour()
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal("x", Ink.For(writer).Bad("x"));
        Assert.Equal("\e[31mx\e[0m", new Ink(isOn: true).Bad("x"));
    }
}
