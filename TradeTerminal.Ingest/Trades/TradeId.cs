using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// The id of a trade whose sender has no UUID for it: version 5 (RFC 9562) of <c>ticker|id</c> in <see cref="Namespace"/>. Ids of
/// exchanges are unique per symbol only; no ticker has a bar.
/// </summary>
public static class TradeId
{
    /// <summary>Characters of a sender's id.</summary>
    public const int MaxLength = 64;

    public const string Rule = "a UUID, an integer, or 1 to 64 printable ASCII characters without a space at either end";

    private const int HashLength = 20;

    /// <summary>Part of the contract: another one would make all ids other ones.</summary>
    public static Guid Namespace { get; } = new("b7a0d1ce-6f0e-4c39-9a51-3d2f8e5a7c14");

    public static bool IsId(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= MaxLength && text[0] != ' ' && text[^1] != ' ' && text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;

    [SuppressMessage("Security", "CA5350", Justification = "Version 5 is SHA-1; nothing is kept secret by it.")]
    public static Guid Of(string ticker, ReadOnlySpan<byte> id)
    {
        Span<byte> name = stackalloc byte[16 + Symbol.MaxLength + 1 + MaxLength];
        Namespace.TryWriteBytes(name, bigEndian: true, out var length);
        length += Encoding.ASCII.GetBytes(ticker, name[length..]);
        name[length++] = (byte)'|';
        id.CopyTo(name[length..]);
        Span<byte> hash = stackalloc byte[HashLength];
        SHA1.HashData(name[..(length + id.Length)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
