using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TradeTerminal.Controls;

namespace TradeTerminal.Settings;

/// <summary>Makes, opens, renames and deletes the workspaces of this browser, and takes them to another by a file.</summary>
public sealed partial class WorkspacePanel
{
    private WorkspaceList _list = WorkspaceList.Empty;
    private ImmutableArray<string> _problems = [];
    private string _name = "";
    private string _url = "/";
    private string _newName = "";
    private string _said = "";
    private Workspace? _renamed;
    private WorkspaceList? _deleted;

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Inject]
    private ViewerStore Browser { get; set; } = null!;

    [Inject]
    private ViewerState State { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override void OnInitialized() => _url = State.LastView;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            (_list, _problems) = await Browser.LoadWorkspacesAsync();
            StateHasChanged();
        }
    }

    private async Task AddAsync()
    {
        var list = _list.Add(new Workspace(_name, _url.Trim(), Viewer.Settings), out var problem);
        if (await KeepAsync(list, problem, $"Saved “{_name.Trim()}”."))
        {
            _name = "";
        }
    }

    private void BeginRename(Workspace workspace) => (_renamed, _newName) = (workspace, workspace.Name);

    private async Task RenameAsync(Workspace workspace)
    {
        var list = _list.Rename(workspace, _newName, out var problem);
        if (await KeepAsync(list, problem, $"“{workspace.Name}” is now “{_newName.Trim()}”."))
        {
            _renamed = null;
        }
    }

    private async Task DeleteAsync(Workspace workspace)
    {
        var before = _list;
        await KeepAsync(_list.Delete(workspace), null, $"Deleted “{workspace.Name}”.");
        _deleted = before;
    }

    private async Task UndoAsync()
    {
        if (_deleted is { } before)
        {
            await KeepAsync(before, null, "It is back.");
        }
    }

    private async Task OpenAsync(Workspace workspace)
    {
        await Browser.SaveAsync(Viewer.Settings.Take(workspace.Settings));
        Navigation.NavigateTo(workspace.Url);
    }

    private async Task ExportAsync() =>
        await Browser.DownloadAsync("workspaces.json", WorkspaceFile.Write(_list.All, forPeople: true));

    private async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        (_said, _deleted) = ("", null);
        if (chosen.File.Size > WorkspaceFile.LargestBytes)
        {
            _problems = [$"{chosen.File.Name} is larger than {Format.Bytes(WorkspaceFile.LargestBytes)}: no workspaces are that large"];
            return;
        }

        using var reader = new StreamReader(chosen.File.OpenReadStream(WorkspaceFile.LargestBytes), Encoding.UTF8);
        var read = WorkspaceFile.Read(await reader.ReadToEndAsync(), out var problems);
        if (!problems.IsEmpty)
        {
            _problems = [$"Nothing was imported from {chosen.File.Name}:", .. problems];
            return;
        }

        var list = _list.Merge(read, out var problem);
        var replaced = _list.All.Length + read.Length - list.All.Length;
        await KeepAsync(list, problem, $"Imported {read.Length}{(replaced > 0 ? $", {replaced} of them in place of those of the same name" : "")}.");
    }

    private async Task<bool> KeepAsync(WorkspaceList list, string? problem, string said)
    {
        _deleted = null;
        if (problem is not null)
        {
            (_problems, _said) = ([char.ToUpperInvariant(problem[0]) + problem[1..] + "."], "");
            return false;
        }

        (_problems, _said, _list) = ([], said, list);
        await Browser.SaveAsync(list);
        return true;
    }

    private static string Differences(ViewerSettings settings)
    {
        var chosen = Setting.All.Where(setting => settings[setting] != setting.Default)
            .Select(setting => setting.Choices.FirstOrDefault(choice => choice.Value == settings[setting]).Label ?? settings[setting]);
        return string.Join(" · ", chosen.DefaultIfEmpty("as by default"));
    }
}
