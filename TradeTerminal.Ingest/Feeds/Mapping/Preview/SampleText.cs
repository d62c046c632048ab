using System.Text;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>A stranger's bytes as text that can be shown.</summary>
internal static class SampleText
{
    /// <summary>At most so many characters; what is no text is a dot, and what is left out an ellipsis.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, int most)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, most * 4)]);
        var shown = new StringBuilder(Math.Min(text.Length, most));
        foreach (var letter in text)
        {
            if (shown.Length == most)
            {
                break;
            }

            shown.Append(letter is '\n' or '\r' or '\t' ? ' ' : char.IsControl(letter) || letter == '\uFFFD' ? '·' : letter);
        }

        return text.Length > most || bytes.Length > most * 4 ? $"{shown}…" : shown.ToString();
    }
}
