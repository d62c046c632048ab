using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>What of a refused message can be put into a field to be corrected.</summary>
internal static class ResubmitDraft
{
    /// <summary>More would be lost on its way from the browser, together with the connection. The API takes whole messages.</summary>
    public const int MostCharacters = 16_000;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Its text; empty, and no text, where a field could not give the same bytes back.</summary>
    public static (bool IsText, string Text) Of(RejectedMessage message)
    {
        if (message.Payload is null || message.PayloadLength != message.Payload.Length)
        {
            return (false, "");
        }

        try
        {
            var text = Strict.GetString(message.Payload);
            // Browsers write a line's end their own way.
            return text.Length > MostCharacters || text.AsSpan().IndexOfAny('\r', '\0') >= 0 ? (false, "") : (true, text);
        }
        catch (DecoderFallbackException)
        {
            return (false, "");
        }
    }

    public static string WhyNoText(RejectedMessage message) => message.PayloadLength switch
    {
        null => "It came without a value (a tombstone).",
        > MessageForm.MaxBytes => $"It has more than {MessageForm.MaxBytes >> 10} KB, so it can't go as it was: send a shorter one in its place.",
        > MostCharacters => "It is too long for this field. By API or command line it can be corrected as a file.",
        _ => "What came is no text that a field could give back unchanged.",
    };

    public static bool MayGoAsItWas(RejectedMessage message) => message.PayloadLength is null or <= MessageForm.MaxBytes;
}
