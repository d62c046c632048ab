using System.Text;
using System.Text.Json;
using TradeTerminal.Settings;

namespace TradeTerminal.Tests.Settings;

public sealed class WorkspaceFileTests
{
    private const string Head = "{\"format\":\"trade-terminal-workspaces\",\"version\":1,\"workspaces\":";

    [Fact]
    public void Read_Written_IsTheSame()
    {
        var settings = ViewerSettings.Parse("theme=light&zone=Asia/Tokyo&rate=5");
        Workspace[] all = [new("Früh “am” Tag", "/?tickers=AAPL,MSFT&interval=5m", settings), new("B", "/market", ViewerSettings.Default)];

        foreach (var forPeople in new[] { true, false })
        {
            var read = WorkspaceFile.Read(WorkspaceFile.Write(all, forPeople), out var problems);

            Assert.Empty(problems);
            Assert.Equal(all.Select(one => (one.Name, one.Url)), read.Select(one => (one.Name, one.Url)));
            Assert.Equal(settings.Values, read[0].Settings.Values);
        }
    }

    [Theory]
    [InlineData("{", "the file is not JSON: line 1, character 2")]
    [InlineData("{\"format\":\"\\ud800\"}", "the file has a text with half a character in it")]
    [InlineData("[]", "this is not a file of workspaces: “format” must be “trade-terminal-workspaces”")]
    [InlineData("{\"format\":\"trade-terminal-workspaces\",\"version\":2}", "“version” must be 1")]
    [InlineData("{\"format\":\"trade-terminal-workspaces\",\"version\":\"1\"}", "“version” must be 1")]
    [InlineData(Head + "{}}", "“workspaces” must be a list")]
    [InlineData(Head + "[7]}", "workspaces[0] must be an object")]
    [InlineData(Head + "[{\"url\":\"/\"}]}", "workspaces[0].name: a name is needed")]
    [InlineData(Head + "[{\"name\":\"A\",\"url\":\"//x.example\"}]}", "workspaces[0].url: the view must be an address in this terminal, such as /?tickers=AAPL")]
    [InlineData(Head + "[{\"name\":\"A\",\"url\":\"/\",\"settings\":[]}]}", "workspaces[0].settings must be an object")]
    [InlineData(Head + "[{\"name\":\"A\",\"url\":\"/\",\"settings\":{\"theme\":\"purple\"}}]}", "workspaces[0].settings.theme must be one of dark, light, contrast")]
    [InlineData(Head + "[{\"name\":\"A\",\"url\":\"/\",\"settings\":{\"theme\":1}}]}", "workspaces[0].settings.theme must be one of dark, light, contrast")]
    [InlineData(Head + "[{\"name\":\"A\",\"url\":\"/\"},{\"name\":\"a\",\"url\":\"/\"}]}", "workspaces[1].name: “a” is there twice")]
    public void Read_Wrong_NamesThePlaceAndTakesNothing(string text, string expected)
    {
        var read = WorkspaceFile.Read(text, out var problems);

        Assert.Empty(read);
        Assert.Equal(expected, problems.Single());
    }

    [Fact]
    public void Read_NoSuchSetting_NamesThoseThereAre()
    {
        WorkspaceFile.Read(Head + "[{\"name\":\"A\",\"url\":\"/\",\"settings\":{\"colour\":\"red\"}}]}", out var problems);

        Assert.Contains("workspaces[0].settings.colour", problems.Single(), StringComparison.Ordinal);
        Assert.Contains("theme, palette", problems.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyProblems_NamesTheFirstAndCountsTheRest()
    {
        WorkspaceFile.Read(Head + "[" + string.Join(',', Enumerable.Repeat("7", 15)) + "]}", out var problems);

        Assert.Equal(11, problems.Length);
        Assert.Equal("and 5 more", problems[^1]);
    }

    [Fact]
    public void Write_AsManyAndAsLongAsThereCanBe_FitsIntoAMessageOfTheCircuit()
    {
        var all = Enumerable.Range(0, WorkspaceList.Capacity).Select(i => new Workspace(
            $"{i:D2}" + new string('ü', Workspace.LongestName - 2),
            "/" + new string('x', Workspace.LongestUrl - 1), ViewerSettings.Default));

        // As the browser sends it: a string within JSON.
        Assert.InRange(Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(WorkspaceFile.Write(all))), 1, 32 * 1024);
    }
}
