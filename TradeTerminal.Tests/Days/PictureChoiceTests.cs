using TradeTerminal.Days;

namespace TradeTerminal.Tests.Days;

public sealed class PictureChoiceTests
{
    [Theory]
    [InlineData(null, "", 0)]
    [InlineData("Table, traders,table", "table,traders", 0)]
    [InlineData("traders,weekly", "traders", 1)]
    public void Parse_Words_AreOfThoseKnown(string? text, string expected, int problems)
    {
        var found = new List<string>();

        var choice = PictureChoice.Parse("pnl", text, ["traders", "table"], found);

        Assert.Equal((expected, problems), (choice.Text, found.Count));
        Assert.Equal(choice, choice.Toggle("table").Toggle("table"));
        Assert.All(found, problem => Assert.Equal("pnl=“weekly” must be of traders, table", problem));
    }
}
