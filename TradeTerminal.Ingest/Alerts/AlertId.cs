using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>
/// The id of an alert is made of what it is about, so that judging the same event again gives the same id: a
/// UUID of version 8 (RFC 9562) over the first bytes of a SHA-256. The event time is part of it because a
/// topic that is made anew counts its offsets from the start again. One price may reach several levels.
/// </summary>
internal static class AlertId
{
    public static Guid Of(FeedKey feed, int partition, long offset, DateTime eventTime, Finding finding)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{feed.ClusterId}\n{feed.Topic}\n{partition}\n{offset}\n{eventTime.Ticks}\n{finding.Kind.Code()}\n{finding.Symbol}\n{finding.Venue}\n{finding.Severity.Code()}{(finding.Level is { } level ? $"\n{level.LevelId}" : "")}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
