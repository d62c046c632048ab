using System.Text.Unicode;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>What a message of any feed must be before its fields are looked at: of bounded size, not empty, UTF-8.</summary>
internal static class MessageForm
{
    public const int MaxBytes = 64 * 1024;

    /// <summary>
    /// <see cref="RejectReason.None"/> with the byte order mark taken off <paramref name="message"/>, else the
    /// reason and a sentence.
    /// </summary>
    public static RejectReason Check(ref ReadOnlySpan<byte> message, out string? detail)
    {
        detail = null;
        if (message.Length > MaxBytes)
        {
            detail = $"{message.Length} bytes; at most {MaxBytes} are taken.";
            return RejectReason.TooLarge;
        }

        if (message.StartsWith("\uFEFF"u8))
        {
            message = message[3..];
        }

        if (message.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            detail = "The message has no content.";
            return RejectReason.Empty;
        }

        // UTF-16 of ASCII text is valid UTF-8 with a zero in every pair: name the real fault.
        if (message[0] <= 1 && Wrapping.Frame(message) is { } frame)
        {
            detail = frame;
            return RejectReason.Encoding;
        }

        if (!Utf8.IsValid(message) || message.StartsWith("\0"u8) || message[1..].StartsWith("\0"u8))
        {
            detail = "The message is not valid UTF-8.";
            return RejectReason.Encoding;
        }

        return RejectReason.None;
    }
}
