using System.Collections.Immutable;

namespace TradeTerminal.Settings;

/// <summary>
/// The workspaces of one browser in the order they were made, at most <see cref="Capacity"/>; names are different in any
/// case of letters. What can't be done is said in <c>problem</c> and changes nothing.
/// </summary>
public sealed record WorkspaceList(ImmutableArray<Workspace> All)
{
    public const int Capacity = 20;

    public static WorkspaceList Empty { get; } = new([]);

    public WorkspaceList Add(Workspace workspace, out string? problem)
    {
        problem = Workspace.ProblemOfName(workspace.Name) ?? Workspace.ProblemOfUrl(workspace.Url)
            ?? (Find(workspace.Name) is not null ? $"there is a workspace “{workspace.Name.Trim()}” already"
            : All.Length >= Capacity ? $"there is room for {Capacity} workspaces: delete one first" : null);
        return problem is null ? new WorkspaceList(All.Add(workspace with { Name = workspace.Name.Trim() })) : this;
    }

    public WorkspaceList Rename(Workspace workspace, string name, out string? problem)
    {
        problem = Workspace.ProblemOfName(name)
            ?? (Find(name) is { } other && other != workspace ? $"there is a workspace “{name.Trim()}” already" : null);
        return problem is null ? new WorkspaceList(All.Replace(workspace, workspace with { Name = name.Trim() })) : this;
    }

    public WorkspaceList Delete(Workspace workspace) => new(All.Remove(workspace));

    /// <summary>Those of the same name are replaced.</summary>
    public WorkspaceList Merge(ImmutableArray<Workspace> read, out string? problem)
    {
        var merged = All.RemoveAll(workspace => read.Any(one => IsNamed(one, workspace.Name))).AddRange(read);
        problem = merged.Length > Capacity ? $"that would make {merged.Length} workspaces, and there is room for {Capacity}: delete some first" : null;
        return problem is null ? new WorkspaceList(merged) : this;
    }

    public Workspace? Find(string name) => All.FirstOrDefault(workspace => IsNamed(workspace, name.Trim()));

    private static bool IsNamed(Workspace workspace, string name) =>
        string.Equals(workspace.Name, name, StringComparison.OrdinalIgnoreCase);
}
