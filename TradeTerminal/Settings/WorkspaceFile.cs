using System.Collections.Immutable;
using System.Text.Json;

namespace TradeTerminal.Settings;

/// <summary>
/// Workspaces as a file, which is also how the browser keeps them:
/// <c>{"format":"trade-terminal-workspaces","version":1,"workspaces":[{"name":"Open","url":"/?tickers=AAPL","settings":{"theme":"light"}}]}</c>.
/// A file is taken whole or not at all; every problem is named with its place.
/// </summary>
public static class WorkspaceFile
{
    public const string Format = "trade-terminal-workspaces";
    public const int Version = 1;
    public const int LargestBytes = 64 * 1024;

    private const int ProblemsNamed = 10;

    private static readonly JsonSerializerOptions ForPeople = Options(isIndented: true);
    private static readonly JsonSerializerOptions ForBrowsers = Options(isIndented: false);

    public static string Write(IEnumerable<Workspace> workspaces, bool forPeople = false) => JsonSerializer.Serialize(
        new
        {
            Format,
            Version,
            Workspaces = workspaces.Select(workspace => new { workspace.Name, workspace.Url, Settings = workspace.Settings.Values }),
        },
        forPeople ? ForPeople : ForBrowsers);

    public static ImmutableArray<Workspace> Read(string text, out ImmutableArray<string> problems)
    {
        var found = new List<string>();
        var read = ImmutableArray.CreateBuilder<Workspace>();
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var (at, element) in Items(document.RootElement, found))
            {
                if (ReadOne(element, at, found) is { } workspace)
                {
                    if (read.Any(other => string.Equals(other.Name, workspace.Name, StringComparison.OrdinalIgnoreCase)))
                    {
                        found.Add($"{at}.name: “{workspace.Name}” is there twice");
                    }

                    read.Add(workspace);
                }
            }
        }
        catch (JsonException exception)
        {
            found.Add($"the file is not JSON: line {exception.LineNumber + 1}, character {exception.BytePositionInLine + 1}");
        }
        catch (InvalidOperationException)
        {
            // JSON can hold half of a character, which no text can.
            found.Add("the file has a text with half a character in it");
        }

        problems = found.Count <= ProblemsNamed
            ? [.. found]
            : [.. found.Take(ProblemsNamed), $"and {found.Count - ProblemsNamed} more"];
        return found.Count == 0 ? read.ToImmutable() : [];
    }

    private static IEnumerable<(string At, JsonElement Element)> Items(JsonElement root, List<string> problems)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != Format)
        {
            problems.Add($"this is not a file of workspaces: “format” must be “{Format}”");
        }
        else if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number) || number != Version)
        {
            problems.Add($"“version” must be {Version}");
        }
        else if (!root.TryGetProperty("workspaces", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            problems.Add("“workspaces” must be a list");
        }
        else if (list.GetArrayLength() > WorkspaceList.Capacity)
        {
            problems.Add($"“workspaces” has {list.GetArrayLength()} entries, and there is room for {WorkspaceList.Capacity}");
        }
        else
        {
            return list.EnumerateArray().Select((element, i) => ($"workspaces[{i}]", element));
        }

        return [];
    }

    private static Workspace? ReadOne(JsonElement element, string at, List<string> problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{at} must be an object");
            return null;
        }

        var (name, url, before) = (Text(element, "name"), Text(element, "url"), problems.Count);
        if (Workspace.ProblemOfName(name) is { } ofName)
        {
            problems.Add($"{at}.name: {ofName}");
        }

        if (Workspace.ProblemOfUrl(url) is { } ofUrl)
        {
            problems.Add($"{at}.url: {ofUrl}");
        }

        var settings = ReadSettings(element, at, problems);
        return problems.Count == before ? new Workspace(name!.Trim(), url!, settings) : null;
    }

    private static ViewerSettings ReadSettings(JsonElement element, string at, List<string> problems)
    {
        var settings = ViewerSettings.Default;
        if (!element.TryGetProperty("settings", out var given))
        {
            return settings;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{at}.settings must be an object");
            return settings;
        }

        foreach (var property in given.EnumerateObject())
        {
            var value = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : null;
            if (Setting.Find(property.Name) is not { } setting)
            {
                problems.Add($"{at}.settings.{property.Name}: there is no such setting; there are {string.Join(", ", Setting.All.Select(one => one.Key))}");
            }
            else if (value is null || !setting.Takes(value))
            {
                problems.Add($"{at}.settings.{setting.Key} must be {setting.Rule}");
            }
            else
            {
                settings = settings.With(setting, value);
            }
        }

        return settings;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonSerializerOptions Options(bool isIndented) => new()
    {
        WriteIndented = isIndented,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // The file is read by people, and never put into a page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
