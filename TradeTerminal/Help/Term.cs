namespace TradeTerminal.Help;

/// <summary>
/// A figure as every screen explains it: what it is, over what and in which unit, and how it is computed.
/// <see cref="Name"/> is its heading where a screen gives it no other.
/// </summary>
public sealed record Term(string Id, string Name, string Says, string? Formula = null)
{
    /// <summary>Id of the element that holds the words, for <c>aria-describedby</c>.</summary>
    public string Words => $"term-{Id}";
}
