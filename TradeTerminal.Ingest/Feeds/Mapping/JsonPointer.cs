using System.Text;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>An RFC 6901 pointer: where a value is, inside the event or, with <c>^</c> before it, in what lies around its list.</summary>
internal sealed record JsonPointer(string Text, bool IsOutside, string[] Path)
{
    public const string Rule = "a JSON pointer such as /data/price (~1 for a slash in a name, ~0 for a tilde)";

    private const int Deepest = 8;

    public static JsonPointer? Parse(string text)
    {
        var isOutside = text.StartsWith('^');
        var pointer = isOutside ? text[1..] : text;
        if (pointer.Length < 2 || pointer[0] != '/')
        {
            return null;
        }

        var path = pointer[1..].Split('/');
        return path.Length <= Deepest && path.All(IsName) ? new JsonPointer(text, isOutside, [.. path.Select(Unescaped)]) : null;
    }

    private static bool IsName(string name) => name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= PointerNode.LongestName
        && !name.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal)
            .Contains('~', StringComparison.Ordinal);

    private static string Unescaped(string name) =>
        name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
