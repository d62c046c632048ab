using System.Globalization;
using System.Text;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>
/// A refused message in a form that is safe to look at: text where it is UTF-8, with everything that does not
/// show or turns writing around as <c>\uXXXX</c>; otherwise bytes in hexadecimal.
/// </summary>
internal static class PayloadText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static (string Text, bool IsBinary) Of(ReadOnlySpan<byte> payload, bool isCut = false)
    {
        // A cut may go through a character; what is left of it says nothing about the rest.
        var whole = isCut ? payload[..^PartialLength(payload)] : payload;
        try
        {
            var text = Strict.GetString(whole);
            return text.Contains('\0') ? (Hex(payload), true) : (Escape(text), false);
        }
        catch (DecoderFallbackException)
        {
            return (Hex(payload), true);
        }
    }

    private static string Hex(ReadOnlySpan<byte> payload)
    {
        var hex = new StringBuilder(payload.Length * 3);
        foreach (var value in payload)
        {
            hex.Append(hex.Length == 0 ? "" : " ").Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }

    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var hidden = char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
            safe.Append(hidden ? $"\\u{(int)c:X4}" : c);
        }

        return safe.ToString();
    }

    /// <summary>Bytes of a character at the end that the cut left incomplete: 0 to 3.</summary>
    private static int PartialLength(ReadOnlySpan<byte> payload)
    {
        for (var back = 1; back <= Math.Min(3, payload.Length); back++)
        {
            var lead = payload[^back];
            if ((lead & 0xC0) != 0x80)
            {
                var needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
                return needed > back ? back : 0;
            }
        }

        return 0;
    }
}
