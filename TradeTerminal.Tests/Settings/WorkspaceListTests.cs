using TradeTerminal.Settings;

namespace TradeTerminal.Tests.Settings;

public sealed class WorkspaceListTests
{
    [Fact]
    public void Add_Rename_Delete_ChangeOneEach()
    {
        var list = Of("Open", "Close").Rename(Of("Open", "Close").Find("open")!, " Noon ", out var problem);

        Assert.Null(problem);
        Assert.Equal(["Noon", "Close"], list.All.Select(workspace => workspace.Name));
        Assert.Equal(["Close"], list.Delete(list.Find("noon")!).All.Select(workspace => workspace.Name));
    }

    [Theory]
    [InlineData("", "/", "a name is needed")]
    [InlineData("OPEN", "/", "already")]
    [InlineData("a\nb", "/", "one line")]
    [InlineData("x", "https://elsewhere.example", "in this terminal")]
    [InlineData("x", "//elsewhere.example", "in this terminal")]
    [InlineData("x", "/\\elsewhere.example", "in this terminal")]
    [InlineData("x", "javascript:alert(1)", "in this terminal")]
    [InlineData("x", "/a b", "in this terminal")]
    [InlineData("x", "", "in this terminal")]
    public void Add_Wrong_IsSaidAndChangesNothing(string name, string url, string said)
    {
        var list = Of("Open").Add(new Workspace(name, url, ViewerSettings.Default), out var problem);

        Assert.Contains(said, problem, StringComparison.Ordinal);
        Assert.Single(list.All);
    }

    [Fact]
    public void Add_TooMany_IsRefused()
    {
        var full = Of([.. Enumerable.Range(0, WorkspaceList.Capacity).Select(i => $"W{i}")]);

        full.Add(new Workspace("one more", "/", ViewerSettings.Default), out var problem);

        Assert.Contains("delete one first", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Rename_ToItsOwnNameInOtherLetters_IsAllowed()
    {
        var list = Of("Open");

        Assert.Equal("OPEN", list.Rename(list.All[0], "OPEN", out _).All.Single().Name);
    }

    [Fact]
    public void Merge_SameName_IsReplaced()
    {
        var merged = Of("Open", "Close").Merge([new Workspace("open", "/market", ViewerSettings.Default)], out var problem);

        Assert.Null(problem);
        Assert.Equal([("Close", "/"), ("open", "/market")], merged.All.Select(workspace => (workspace.Name, workspace.Url)));
    }

    private static WorkspaceList Of(params string[] names) => names.Aggregate(
        WorkspaceList.Empty, (list, name) => list.Add(new Workspace(name, "/", ViewerSettings.Default), out _));
}
