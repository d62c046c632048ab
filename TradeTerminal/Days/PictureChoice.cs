using System.Collections.Immutable;
using TradeTerminal.Controls;

namespace TradeTerminal.Days;

/// <summary>
/// What is chosen of a picture, as an address carries it: words with commas between, such as <c>traders,table</c>. Two with the same words
/// are equal.
/// </summary>
public readonly record struct PictureChoice
{
    /// <summary>Instead of the picture the same figures as a table.</summary>
    public const string Table = "table";

    private readonly string? _text;

    private PictureChoice(IEnumerable<string> words) => _text = string.Join(',', words.Order(StringComparer.Ordinal));

    public static PictureChoice None { get; }

    /// <summary>Empty where nothing is chosen.</summary>
    public string Text => _text ?? "";

    public bool IsTable => Has(Table);

    private string[] Words => Text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <param name="name">Of the argument.</param>
    /// <param name="text">Its value.</param>
    /// <param name="known">Words it may have.</param>
    /// <param name="problems">What can't be understood is left out and named here.</param>
    public static PictureChoice Parse(string name, string? text, ImmutableArray<string> known, ICollection<string> problems)
    {
        var words = (text ?? "").ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct().ToList();
        if (words.Find(word => !known.Contains(word)) is { } unknown)
        {
            problems.Add($"{name}={Format.Quoted(unknown)} must be of {string.Join(", ", known)}");
        }

        return new PictureChoice(words.Where(known.Contains));
    }

    public bool Has(string word) => Words.Contains(word);

    public PictureChoice Toggle(string word) => new(Has(word) ? Words.Where(other => other != word) : Words.Append(word));

    /// <summary>For a button that chooses the word.</summary>
    public string Pressed(string word) => Has(word) ? "true" : "false";
}
