using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary>One command while it runs: the terminal it speaks to, and where it writes.</summary>
internal sealed class CommandSession(ParseResult arguments, Uri address, bool json, TimeProvider time) : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Names of results that are put together here, as those of the API are.</summary>
    public static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    public TerminalClient Terminal { get; } = new(address);

    public Uri Address => address;

    public Ink Ink { get; } = Ink.For(arguments.InvocationConfiguration.Output);

    public ParseResult Arguments => arguments;

    public TimeProvider Time => time;

    private TextWriter Output => arguments.InvocationConfiguration.Output;

    /// <summary>The result: JSON as the API gave it where <c>--json</c> asks for that, else in words.</summary>
    public void Write(JsonElement result, Func<JsonElement, IEnumerable<string>> words)
    {
        if (json)
        {
            Output.WriteLine(JsonSerializer.Serialize(result, Indented));
            return;
        }

        foreach (var line in words(result))
        {
            Output.WriteLine(line);
        }
    }

    /// <summary>An answer as it comes, such as a file.</summary>
    public Task CopyAsync(string path, CancellationToken cancellationToken) => Terminal.CopyLinesAsync(path, Output, cancellationToken);

    /// <summary>What happens meanwhile, for people: on standard error, so that the result stands alone.</summary>
    public void Say(string text)
    {
        if (!json)
        {
            arguments.InvocationConfiguration.Error.WriteLine(text);
        }
    }

    public void Dispose() => Terminal.Dispose();

    /// <summary>
    /// A member as text; empty for null and what is not there. It may be a stranger's: what would steer the terminal it is printed on is
    /// written out.
    /// </summary>
    public static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Printable(value.ToString()) : "";

    private static string Printable(string text) => !text.Any(Steers) ? text
        : string.Concat(text.Select(letter => Steers(letter) ? $"\\u{(int)letter:x4}" : letter.ToString()));

    private static bool Steers(char letter) => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t');

    /// <summary>A member as a number with separators.</summary>
    public static string Count(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.TryGetInt64(out var count) ? count.ToString("N0", CultureInfo.InvariantCulture) : "0";

    /// <summary>The same, but empty for null.</summary>
    public static string Number(JsonElement element, string name) => Text(element, name).Length == 0 ? "" : Count(element, name);

    /// <summary>A moment as <c>2026-03-01 14:30:00</c>, UTC; empty for null.</summary>
    public static string Moment(JsonElement element, string name) =>
        Text(element, name) is { Length: > 0 } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";

    public static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array ? values.EnumerateArray()
            .Select(value => value.ToString()) : [];
}
